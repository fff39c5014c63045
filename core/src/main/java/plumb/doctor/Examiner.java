package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Examples;
import plumb.data.Target;
import plumb.data.read.Prepared;
import plumb.math.Kernels;
import plumb.math.Team;
import plumb.model.Model;
import plumb.recipe.Outcome;
import plumb.recipe.Recipe;
import plumb.recipe.Score;
import plumb.recipe.TestRows;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Cause;
import plumb.run.Environment;
import plumb.run.RunDocument;
import plumb.run.Scores;
import plumb.run.Verdict;
import plumb.train.Evaluation;
import plumb.train.Metrics;

/** Examines a card that lies in a file and makes the document of it. */
public final class Examiner {
  private Examiner() {}

  /**
   * Diagnoses a card and, if asked to, mends it. Its test rows are looked at once, at the end.
   *
   * @throws plumb.data.BadInput if its data cannot be used
   */
  public static Outcome run(Card card, boolean repair, DoctorOptions options) {
    long started = System.nanoTime();
    try (Team team = Team.of(options.threads())) {
      Laboratory laboratory = new Laboratory(options, team);
      Doctor.Examined examined = Doctor.examine(card, laboratory, options);
      Repair outcome =
          repair ? new Mending(laboratory, examined).run() : asGiven(examined, laboratory);
      return document(card, repair, examined, outcome, options, team, started);
    }
  }

  /** No remedy was tried. */
  private static Repair asGiven(Doctor.Examined examined, Laboratory laboratory) {
    Trial trial = examined.inquiry().first();
    Diagnosis diagnosis = examined.diagnosis();
    Attempt attempt =
        diagnosis
            .attempt()
            .orElseGet(() ->
                Doctor.attempt(
                    1,
                    examined.contradiction().orElseThrow().treatment().title(),
                    "The card as given cannot be trained, so this is what it gets with that change.",
                    trial,
                    examined.inquiry().judgement(trial).verdict(),
                    examined.inquiry().judgement(trial).sentence(),
                    diagnosis.causes(),
                    true,
                    "The card as given cannot be trained."));
    return new Repair(
        diagnosis,
        trial.card(),
        trial.model(),
        List.of(attempt),
        1,
        trial.scores(),
        0,
        laboratory.work() / Math.max(1, laboratory.planned(trial.card())));
  }

  private static String inVain(Repair repair) {
    int tried = repair.attempts().size() - 1;
    return tried == 0
        ? ""
        : " %d remed%s tried, and none helps beyond the noise of the held-out rows: the model is that of the card as given."
            .formatted(tried, tried == 1 ? "y was" : "ies were");
  }

  private static Outcome document(
      Card card,
      boolean asked,
      Doctor.Examined examined,
      Repair repair,
      DoctorOptions options,
      Team team,
      long started) {
    Diagnosis diagnosis = repair.diagnosis();
    Model model = repair.model();
    Target target = model.encoding().target();
    Prepared data = options.data().of(repair.card());
    Optional<Examples> test = TestRows.of(card, model.encoding());
    Optional<Metrics> onTest =
        test.map(
            rows -> Evaluation.measure(model.network(), model.parameters(), rows, target, team));
    Examples shown = test.or(data::validation).orElse(data.train());
    Attempt kept = repair.attempts().get(repair.kept() - 1);
    boolean mended = repair.kept() > 1 || (asked && examined.contradiction().isPresent());
    Verdict verdict = mended ? kept.verdict() : diagnosis.verdict();
    String sentence =
        (mended
                ? "Found: %s Mended with %s: %s"
                    .formatted(
                        diagnosis.causes().getFirst().sentence(), kept.title(), kept.sentence())
                : diagnosis.sentence() + inVain(repair))
            + onTest
                .map(m -> " On the test set, opened once: %s.".formatted(Score.words(m)))
                .orElse("");
    List<Cause> causes = diagnosis.causes();
    List<String> notes = new ArrayList<>(data.notes());
    notes.addAll(diagnosis.notes());
    examined
        .contradiction()
        .ifPresent(c -> notes.add("The card cannot be trained as it stands: " + c.why()));
    options.stop().check().ifPresent(by -> notes.add("Stopped early %s.".formatted(by)));
    RunDocument document =
        new RunDocument(
            RunDocument.SCHEMA,
            String.valueOf(card.data().train().getFileName()),
            verdict,
            sentence,
            diagnosis.goal(),
            new Scores(repair.scores().train(), repair.scores().validation(), onTest),
            diagnosis.references(),
            repair.attempts(),
            repair.kept(),
            causes,
            notes,
            Optional.of(data.profile()),
            Evaluation.confusion(model.network(), model.parameters(), shown, team),
            target instanceof Target.Classification(_, List<String> labels) ? labels : List.of(),
            new Environment(
                Recipe.VERSION,
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Kernels.select().name(),
                options.threads(),
                card.seed(),
                data.dataHash()),
            model.weightsHash(),
            (System.nanoTime() - started) / 1e9,
            Optional.of(diagnosis.examination()));
    return new Outcome(document, model, options.stop().check().isPresent());
  }
}
