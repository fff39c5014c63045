package plumb.data.read;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the encoding of a text that is not in UTF-8. A table has few sentences and many names and
 * words, so beside the frequencies of letters it is asked whether the words make sense as such: no
 * word of a language has letters of two scripts, or a sign of a currency in its middle.
 */
final class EncodingFinder {
  /** Of several that read a text alike, the first one is taken. */
  private static final List<String> CANDIDATES =
      List.of(
          "windows-1252",
          "windows-1250",
          "windows-1251",
          "GB18030",
          "Shift_JIS",
          "EUC-JP",
          "EUC-KR",
          "Big5",
          "KOI8-R",
          "windows-1253",
          "windows-1254",
          "windows-1255",
          "windows-1256",
          "windows-1257",
          "windows-1258",
          "x-windows-874");

  /** How the detector calls some of them, which are parts of them. */
  private static final Map<String, String> ALSO =
      Map.of(
          "ISO-8859-1", "windows-1252",
          "ISO-8859-2", "windows-1250",
          "ISO-8859-5", "windows-1251",
          "ISO-8859-7", "windows-1253",
          "ISO-8859-9", "windows-1254",
          "ISO-8859-8", "windows-1255",
          "ISO-8859-8-I", "windows-1255",
          "ISO-8859-6", "windows-1256");

  /**
   * Letters that few of an encoding's languages have, in whose place another encoding has common
   * ones: Turkish in windows-1254 reads as Icelandic in windows-1252, and as a mixture of Czech,
   * Croatian and Romanian in windows-1250; and Turkish has none of those of windows-1254.
   */
  private static final Map<String, String> SELDOM =
      Map.of(
          "windows-1252", "ÐÝÞðýþ",
          "windows-1254", "ÀÁÃÄÅÆÈÉÊËÌÍÏÑÒÓÔÕØÙÚàáãäåæèéêëìíïñòóôõøùú",
          "windows-1250", "ÝŢĐýţđ");

  /** How much sense a seldom letter makes. */
  private static final double SELDOM_SENSE = 0.6;

  /** Bytes of lines that have others than ASCII. */
  private static final int SAMPLE = 1 << 16;

  /** A text with so many characters of UTF-8 for each wrong byte is one that is damaged. */
  private static final int CHARACTERS_A_DAMAGE = 4;

  private EncodingFinder() {}

  /** The encoding, with a sentence that says so; empty where the text is damaged UTF-8. */
  static Optional<TextEncoding> find(Path file) {
    byte[] sample = sample(file);
    if (sample.length == 0 || isDamagedUtf8(sample)) {
      return Optional.empty();
    }
    return best(sample)
        .map(charset ->
            new TextEncoding(
                charset,
                0,
                Optional.of(
                    "%s: the text is not UTF-8 and is read as %s (data.encoding: NAME if letters look wrong)"
                        .formatted(file, charset.name()))));
  }

  /** The lines that have other characters than those of ASCII, up to a limit. */
  private static byte[] sample(Path file) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean ascii = true;
    try (Content content = Content.open(file)) {
      InputStream stream = content.stream();
      byte[] block = new byte[1 << 16];
      int count = stream.read(block);
      for (; count > 0 && sample.size() < SAMPLE; count = stream.read(block)) {
        for (int i = 0; i < count; i++) {
          line.write(block[i]);
          ascii &= block[i] >= 0;
          if (block[i] == '\n' || line.size() == SAMPLE) {
            if (!ascii) {
              line.writeTo(sample);
            }
            line.reset();
            ascii = true;
          }
        }
      }
      if (!ascii) {
        line.writeTo(sample);
      }
      return sample.toByteArray();
    } catch (IOException e) {
      throw Content.failure(file, e);
    }
  }

  private static boolean isDamagedUtf8(byte[] sample) {
    String text = new String(sample, StandardCharsets.UTF_8);
    long damages = text.chars().filter(c -> c == '\ufffd').count();
    long characters = text.codePoints().filter(c -> c >= 128 && c != '\ufffd').count();
    return characters > CHARACTERS_A_DAMAGE * damages;
  }

  /** The encoding that makes most sense of some lines. */
  static Optional<Charset> best(byte[] sample) {
    Map<String, Integer> confidence = new HashMap<>();
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      String name = ALSO.getOrDefault(match.getName(), match.getName());
      confidence.merge(name, match.getConfidence(), Math::max);
    }
    // Western languages and Turkish differ in six letters, by which they are told apart below.
    int western =
        Stream.of("windows-1252", "windows-1254")
            .mapToInt(name -> confidence.getOrDefault(name, 0))
            .max()
            .orElse(0);
    confidence.put("windows-1252", western);
    confidence.put("windows-1254", western);
    Charset best = null;
    double most = 0;
    for (String name : CANDIDATES) {
      if (!Charset.isSupported(name)) {
        continue;
      }
      Charset charset = Charset.forName(name);
      double sense = (1 + confidence.getOrDefault(name, 0)) * sense(sample, charset);
      if (sense > most) {
        best = charset;
        most = sense;
      }
    }
    return Optional.ofNullable(best);
  }

  /** From 0 to 1: the share of characters beyond ASCII that stand where such characters do. */
  private static double sense(byte[] sample, Charset charset) {
    String text;
    try {
      text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(sample))
              .toString();
    } catch (CharacterCodingException e) {
      return 0;
    }
    String seldom = SELDOM.getOrDefault(charset.name(), "");
    int[] points = text.codePoints().toArray();
    int others = 0;
    double sense = 0;
    for (int i = 0; i < points.length; i++) {
      if (points[i] < 128) {
        continue;
      }
      others++;
      int before = i > 0 ? points[i - 1] : ' ';
      int behind = i + 1 < points.length ? points[i + 1] : ' ';
      sense +=
          sense(before, points[i], behind) * (seldom.indexOf(points[i]) >= 0 ? SELDOM_SENSE : 1);
    }
    return others == 0 ? 0 : sense / others;
  }

  private static double sense(int before, int c, int behind) {
    if (Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.PRIVATE_USE
        || Character.getType(c) == Character.UNASSIGNED) {
      return 0;
    }
    boolean inWord = Character.isLetter(before) || Character.isLetter(behind);
    if (!Character.isLetter(c)) {
      return Character.isLetter(before) && Character.isLetter(behind) ? 0 : inWord ? 0.5 : 0.9;
    }
    boolean mixed = isOther(c, before) || isOther(c, behind);
    // A capital letter behind a small one is none that a word has.
    boolean capital = Character.isUpperCase(c) && Character.isLowerCase(before);
    return mixed ? 0 : capital ? 0.2 : 1;
  }

  private static boolean isOther(int letter, int neighbour) {
    return Character.isLetter(neighbour) && script(letter) != script(neighbour);
  }

  /** The script of a letter; those that Japanese and Korean mix are one. */
  private static UnicodeScript script(int letter) {
    UnicodeScript script = UnicodeScript.of(letter);
    return switch (script) {
      case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, COMMON -> UnicodeScript.HAN;
      default -> script;
    };
  }
}
