package plumb.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.run.RunDocument;
import plumb.run.RunFolder;
import plumb.run.Verdict;

/** The step that suggests itself after a run. */
final class Next {
  private static final String REPAIR = "--repair";
  private static final String OUT = "--out";

  private Next() {}

  /**
   * The last line of a command.
   *
   * @param call what was asked for
   * @param folder where the run was written, if it was
   * @param whole whether nobody stopped it
   */
  static String of(RunDocument run, Call call, Optional<Path> folder, boolean whole) {
    return "Next: " + step(run, call, folder.map(Path::toString), whole);
  }

  /** The last line behind curves, whose training nobody can repeat here. */
  static String ofCurves(Verdict verdict) {
    return "Next: "
        + (verdict == Verdict.FINE
                ? "nothing, as far as curves can tell; with a card and the data %s says more."
                : "write a card of the same network; %s takes suspected causes away, to see whether it helps.")
            .formatted(Commands.of("doctor", "CARD"));
  }

  private static String step(RunDocument run, Call call, Optional<String> folder, boolean whole) {
    if (!whole) {
      return folder
          .map(f -> "%s goes on where it was stopped.".formatted(resume(call, f)))
          .orElse("the same with --out DIR can be gone on with after an interruption.");
    }
    boolean train = call.verb().equals("train");
    if (run.kept() > 1) {
      return folder
          .map(f ->
              "%s trains the mended card again; %s answers for new rows."
                  .formatted(
                      Commands.of("train", Path.of(f, RunFolder.CARD).toString()), predict(f)))
          .orElseGet(() ->
              "%s keeps the mended card and its model."
                  .formatted(Commands.more(call.words(), OUT, "mended")));
    }
    if (train) {
      String f = folder.orElse("RUN");
      return run.verdict() == Verdict.FINE
          ? "%s answers for new rows; %s looks for what was not examined."
              .formatted(predict(f), Commands.of("doctor", f))
          : "%s looks further.".formatted(Commands.of("doctor", f));
    }
    return diagnosed(run, call, folder);
  }

  private static String resume(Call call, String folder) {
    return Commands.of(call.verb(), "--resume", folder);
  }

  private static String predict(String folder) {
    return Commands.of("predict", folder, "new-rows.csv");
  }

  private static String diagnosed(RunDocument run, Call call, Optional<String> folder) {
    boolean proposed =
        run.examination().filter(e -> !e.proposals().isEmpty()).isPresent()
            && !call.words().contains(REPAIR);
    if (proposed) {
      return "%s tries the remedies and keeps what helps."
          .formatted(repaired(call.words(), folder));
    }
    String subject = call.words().stream().skip(1).findFirst().orElse("RUN");
    if (RunOptions.isCard(Path.of(subject))) {
      return run.verdict() == Verdict.FINE
          ? "%s leaves the model in a run folder.".formatted(Commands.of("train", subject))
          : "%s says what every part of the card does.".formatted(Commands.of("explain", subject));
    }
    String f = folder.orElse(subject);
    return run.verdict() == Verdict.FINE
        ? "%s answers for new rows.".formatted(predict(f))
        : "%s shows what the network does inside.".formatted(Commands.of("inspect", f));
  }

  /** The same call with remedies, and a folder of its own for what comes out. */
  private static String repaired(List<String> words, Optional<String> folder) {
    return folder.isPresent()
        ? Commands.more(
            words.stream().map(w -> w.equals(folder.get()) ? w + "-mended" : w).toList(), REPAIR)
        : Commands.more(words, REPAIR, OUT, "mended");
  }
}
