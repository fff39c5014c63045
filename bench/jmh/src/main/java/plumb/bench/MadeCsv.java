package plumb.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import plumb.math.RandomStream;

/** Writes made-up tables, the same bytes every time. */
enum MadeCsv {
  /**
   * What a shop might export: whole numbers, decimals, words, a date, a yes or no, gaps, and a
   * remark in quotes with commas and quotes inside.
   */
  MIXED(
      "order,day,age,visits,price,weight,discount,amount,latitude,longitude,country,channel,product,member,remark,returned") {
    @Override
    void row(StringBuilder to, long number, RandomStream random) {
      double age = 18 + 70 * random.uniform(1);
      double price = 5 + 95 * random.uniform(2);
      double discount = random.uniform(3) < 0.6 ? 0 : random.uniform(4) / 2;
      to.append(1_000_000 + number).append(',');
      to.append(2019 + random.below(5, 6)).append('-');
      two(to, 1 + random.below(6, 12)).append('-');
      two(to, 1 + random.below(7, 28)).append(',');
      if (random.uniform(8) >= 0.08) {
        to.append((int) age);
      }
      to.append(',').append((int) (-8 * StrictMath.log1p(-random.uniform(9)))).append(',');
      decimal(to, price, 2).append(',');
      if (random.uniform(10) >= 0.03) {
        decimal(to, 2 + 0.5 * random.normal(11), 3);
      } else {
        to.append("NA");
      }
      to.append(',');
      decimal(to, discount, 2).append(',');
      decimal(to, StrictMath.exp(4 + 1.2 * random.normal(12)), 2).append(',');
      decimal(to, 40 + 15 * random.uniform(13), 6).append(',');
      decimal(to, -10 + 40 * random.uniform(14), 6).append(',');
      to.append(WORDS[random.below(15, 30)]).append("land,");
      to.append(CHANNELS[random.below(16, CHANNELS.length)]).append(',');
      double kind = random.uniform(17);
      to.append("P-").append(100 + (int) (20 * kind * kind)).append(',');
      to.append(random.uniform(18) < 0.3 ? "yes" : "no").append(',');
      remark(to, random.child(19));
      double score = price / 50 + discount * 3 - age / 40 + random.normal(20);
      to.append(',').append(score > 1 ? "returned" : "kept");
    }
  },

  /** What an instrument might write: 28 decimals and a class, as in many physical data sets. */
  NUMBERS(numberedHeader()) {
    @Override
    void row(StringBuilder to, long number, RandomStream random) {
      double sum = 0;
      for (int column = 0; column < DECIMALS; column++) {
        double value = random.normal(column);
        sum += column % 3 == 0 ? value : 0;
        decimal(to, value, 2 + column % 4).append(',');
      }
      to.append(sum + random.normal(DECIMALS) > 0 ? 1 : 0);
    }
  };

  private static final int DECIMALS = 28;
  private static final String[] CHANNELS = {"web", "shop", "phone", "partner"};
  private static final String[] WORDS = {
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "islet", "juniper",
    "kettle", "lagoon", "meadow", "north", "orchid", "prairie", "quarry", "river", "summit",
        "tundra",
    "upland", "valley", "willow", "yarrow", "zephyr", "bright", "crest", "dune", "elder", "fern"
  };

  private final String header;

  MadeCsv(String header) {
    this.header = header;
  }

  /** Appends one row, without the end of the line. */
  abstract void row(StringBuilder to, long number, RandomStream random);

  /** Writes rows until the file has as many bytes. */
  void write(Path file, long bytes) throws IOException {
    RandomStream seed = RandomStream.of(1);
    StringBuilder row = new StringBuilder(header).append('\n');
    long written = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (long number = 0; written < bytes; number++) {
        written += flush(row, writer);
        row(row, number, seed.child(number));
        row.append('\n');
      }
    }
  }

  /** All characters are ASCII, so that there are as many bytes. */
  private static int flush(StringBuilder row, Writer to) throws IOException {
    int length = row.length();
    to.append(row);
    row.setLength(0);
    return length;
  }

  private static String numberedHeader() {
    StringBuilder names = new StringBuilder();
    for (int column = 0; column < 28; column++) {
      names.append("channel").append(column).append(',');
    }
    return names.append("class").toString();
  }

  private static void remark(StringBuilder to, RandomStream random) {
    if (random.uniform(0) < 0.4) {
      return; // Most people say nothing.
    }
    int words = 2 + random.below(1, 6);
    to.append('"');
    for (int word = 0; word < words; word++) {
      to.append(word == 0 ? "" : word % 3 == 0 ? ", " : " ");
      boolean quoted = random.uniform(10 + word) < 0.05;
      to.append(quoted ? "\"\"" : "")
          .append(WORDS[random.below(20 + word, WORDS.length)])
          .append(quoted ? "\"\"" : "");
    }
    to.append('"');
  }

  private static StringBuilder two(StringBuilder to, int number) {
    return to.append(number < 10 ? "0" : "").append(number);
  }

  /** Rounded to as many decimals. */
  private static StringBuilder decimal(StringBuilder to, double value, int decimals) {
    long unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    long whole = Math.round(Math.abs(value) * unit);
    to.append(value < 0 && whole > 0 ? "-" : "").append(whole / unit).append('.');
    for (long digit = unit / 10; digit > 0; digit /= 10) {
      to.append((char) ('0' + whole / digit % 10));
    }
    return to;
  }
}
