package plumb.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumb.data.BadInput;
import plumb.report.Book;
import plumb.report.Chapter;
import plumb.report.Words;

/** Labs that were run, as a folder of pages. */
public final class LabBook {
  private static final Words TITLE =
      new Words("Tips for Deep Learning, as experiments", "《Tips for Deep Learning》：逐条实验");
  private static final Words LEAD =
      new Words(
          "Every claim of Hung-yi Lee's lecture that can be tested, run on this machine. The rule"
              + " that decides was fixed before the experiment, every seed that was tried is shown,"
              + " and an outcome that depends on the settings says on which.",
          "李宏毅老师这一讲里每一条可以检验的说法，都在这台机器上做了实验。判定规则在实验之前就定好，用过的随机种子全部列出，结论取决于设定的，会写明取决于哪些设定。");

  private LabBook() {}

  /**
   * Makes the folder; worth doing before labs that take long.
   *
   * @throws BadInput if it cannot be made or written to
   */
  public static void check(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw new BadInput(folder + " is no folder you may write to; name another with --out");
    }
  }

  /**
   * Writes a page for each lab and one that lists them. Pages of other labs in the folder stay.
   *
   * @throws BadInput if the folder cannot be written
   */
  public static void write(Path folder, List<LabResult> results) {
    List<Chapter> chapters = results.stream().map(LabResult::chapter).toList();
    Book book = new Book(TITLE, LEAD, chapters);
    try {
      Files.createDirectories(folder);
      for (Chapter chapter : chapters) {
        Files.writeString(folder.resolve(Book.file(chapter)), book.page(chapter));
      }
      Files.writeString(folder.resolve(Book.INDEX), book.index());
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static BadInput unwritable(Path folder, IOException e) {
    return new BadInput(
        "%s cannot be written (%s); name another folder with --out"
            .formatted(folder, e.getClass().getSimpleName()),
        e);
  }
}
