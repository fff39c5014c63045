package plumb.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumb.data.BadInput;
import plumb.model.Model;
import plumb.model.ModelFile;
import plumb.model.Provenance;

/** The folder a run leaves: model, document, report, history and card, all of them or none. */
public final class RunFolder {
  /** The trained model. */
  public static final String MODEL = "model.plumb";

  /** Everything known about the run. */
  public static final String DOCUMENT = "run.json";

  /** The course of all attempts. */
  public static final String HISTORY = "history.csv";

  /** The pictures and sentences. */
  public static final String REPORT = "report.html";

  /** The card of the attempt that was kept, mended where that helped. */
  public static final String CARD = "card.yaml";

  private static final List<String> FILES = List.of(MODEL, DOCUMENT, HISTORY, REPORT, CARD);

  /** In the folder of a run that was stopped: what is needed to go on with it. */
  public static final String UNFINISHED = "unfinished";

  /** Ends the name of what lies beside the folder of a run while it goes on. */
  private static final String PARTIAL = ".partial";

  /** Ends the name of what is not yet there as a whole. */
  private static final String PART = ".part";

  private RunFolder() {}

  /**
   * Checks that a run can be written to a folder; worth doing before a long training.
   *
   * @throws BadInput if the folder is a file, holds anything, or cannot be made
   */
  public static void check(Path folder) {
    if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
      throw new BadInput(folder + " is a link to nowhere; name another folder or remove the link");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput(folder + " is a file; name a folder for the run");
    }
    if (Files.exists(folder.resolve(DOCUMENT))) {
      throw new BadInput(folder + " already holds a run; name another folder or remove this one");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw new BadInput(folder + " is not empty; name another folder for the run");
        }
      } catch (IOException e) {
        throw unwritable(folder, e);
      }
    }
    Path above = parent(folder);
    while (!Files.exists(above) && above.getParent() != null) {
      above = above.getParent();
    }
    if (!Files.isDirectory(above) || !Files.isWritable(above)) {
      throw new BadInput(
          "%s cannot be made because %s is not a folder you may write to; name another"
              .formatted(folder, above));
    }
    rehearse(folder, above);
  }

  /**
   * Makes a folder beside the place of the run, as deep and with as long names, writes a little
   * into it and removes it: only that shows whether the run can be written.
   */
  private static void rehearse(Path folder, Path above) {
    Path wanted = above.relativize(folder.toAbsolutePath());
    List<Path> made = new ArrayList<>();
    try {
      Path at = Files.createTempDirectory(above, wanted.getName(0) + PART);
      made.addFirst(at);
      for (int i = 1; i < wanted.getNameCount(); i++) {
        at = Files.createDirectory(at.resolve(wanted.getName(i)));
        made.addFirst(at);
      }
      Path file = at.resolve(DOCUMENT);
      made.addFirst(file);
      Files.write(file, new byte[1 << 16]);
    } catch (IOException e) {
      throw unwritable(folder, e);
    } finally {
      made.forEach(RunFolder::removeIfThere);
    }
  }

  private static void removeIfThere(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // What went wrong first has been said, and is what matters.
      return;
    }
  }

  /**
   * Writes a run. Everything is written beside the folder first and moved at the end, so that a
   * folder is never half there.
   *
   * @param folder where to; where that is taken by now, the first free of {@code folder-2}, {@code
   *     folder-3} ..., so that a long training is not lost
   * @param report the page to keep
   * @return where it was written
   * @throws BadInput as for {@link #check}, or if writing fails
   */
  public static Path write(Path folder, RunDocument run, Model model, String report) {
    return write(folder, part -> fill(part, run, model, report));
  }

  /**
   * Writes a folder without a model, such as what was read from curves.
   *
   * @param folder as for {@link #write(Path, RunDocument, Model, String)}
   * @param texts by the names of their files
   * @return where it was written
   */
  public static Path write(Path folder, Map<String, String> texts) {
    return write(
        folder,
        part -> {
          for (Map.Entry<String, String> text : texts.entrySet()) {
            write(part.resolve(text.getKey()), text.getValue());
          }
        });
  }

  private interface Content {
    void writeTo(Path part) throws IOException;
  }

  private static Path write(Path folder, Content content) {
    Path place = free(folder);
    check(place);
    Path target = place.toAbsolutePath();
    try {
      Path above = Files.createDirectories(parent(folder));
      Path part = Files.createTempDirectory(above, target.getFileName() + PART);
      try {
        content.writeTo(part);
        open(part);
        move(part, target);
      } finally {
        remove(part);
      }
    } catch (IOException e) {
      throw unwritable(place, e);
    }
    return place;
  }

  /**
   * Where what is needed to go on with a run lies until the run is written.
   *
   * @param folder of the run
   */
  public static Path partial(Path folder) {
    return folder.resolveSibling(folder.getFileName() + PARTIAL);
  }

  /** The folder of the run that is meant by a name, which may be that of what lies beside it. */
  public static Path whole(Path named) {
    String name = String.valueOf(named.getFileName());
    return name.endsWith(PARTIAL)
        ? named.resolveSibling(name.substring(0, name.length() - PARTIAL.length()))
        : named;
  }

  /**
   * Writes a run in place of the same run that was stopped earlier: the folder holds the one or the
   * other, never half of them.
   *
   * @param folder of that run
   * @param report the page to keep
   * @throws BadInput if writing fails
   */
  public static void replace(Path folder, RunDocument run, Model model, String report) {
    Path target = folder.toAbsolutePath();
    Path old = target.resolveSibling(target.getFileName() + ".old" + PART);
    try {
      Path part = Files.createTempDirectory(parent(folder), target.getFileName() + PART);
      try {
        fill(part, run, model, report);
        open(part);
        // What others put beside the run stays there.
        for (Path other : others(target)) {
          move(other, part.resolve(other.getFileName()));
        }
        move(target, old);
        move(part, target);
        remove(old);
      } finally {
        remove(part);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static void fill(Path part, RunDocument run, Model model, String report)
      throws IOException {
    ModelFile.write(
        part.resolve(MODEL),
        model,
        new Provenance(
            run.environment().plumb(),
            run.name(),
            run.environment().dataHash(),
            run.environment().seed()));
    write(part.resolve(DOCUMENT), RunJson.write(run));
    write(part.resolve(HISTORY), History.csv(run.attempts()));
    write(part.resolve(REPORT), report);
    write(part.resolve(CARD), CardFile.yaml(run.keptAttempt().card(), part));
  }

  private static Path free(Path folder) {
    Path place = folder;
    for (int i = 2; isTaken(place); i++) {
      place = folder.resolveSibling(folder.getFileName() + "-" + i);
    }
    return place;
  }

  private static boolean isTaken(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isPresent();
    } catch (IOException _) {
      // A folder that cannot even be listed is not ours to write to.
      return true;
    }
  }

  /**
   * The document of a run.
   *
   * @param run the folder, or the document in it
   * @throws BadInput if there is none
   */
  public static RunDocument read(Path run) {
    Path file = Files.isDirectory(run) ? run.resolve(DOCUMENT) : run;
    try {
      return RunJson.read(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadInput(run + " holds no run; name the folder that training wrote", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); check that you may read it".formatted(file, reason(e)), e);
    }
  }

  private static Path parent(Path folder) {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      throw new BadInput(folder + " is no name for a folder; give another");
    }
    return parent;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Temporary folders are for their owner only; a run is as open as any new folder. */
  private static void open(Path part) throws IOException {
    Path usual = Files.createDirectory(part.resolve("usual"));
    Path file = Files.createFile(part.resolve("usual.file"));
    try {
      if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
        var ofFiles = Files.getPosixFilePermissions(file);
        if (Files.exists(part.resolve(MODEL))) {
          Files.setPosixFilePermissions(part.resolve(MODEL), ofFiles);
        }
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(usual));
      }
    } finally {
      Files.delete(usual);
      Files.delete(file);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> others(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !FILES.contains(String.valueOf(file.getFileName()))).toList();
    }
  }

  private static void remove(Path part) throws IOException {
    if (Files.isDirectory(part)) {
      for (String name : FILES) {
        Files.deleteIfExists(part.resolve(name));
      }
      Files.delete(part);
    }
  }

  private static BadInput unwritable(Path folder, IOException e) {
    return new BadInput(
        "%s cannot be written (%s); check the free space and that you may write there"
            .formatted(folder, reason(e)),
        e);
  }

  /** What the system said; Java's exceptions for the commonest reasons carry only the path. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is not there";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      case IOException other ->
          other.getMessage() == null ? other.getClass().getSimpleName() : other.getMessage();
    };
  }
}
