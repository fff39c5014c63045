package plumb.data.read;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import plumb.data.MissingValues;

/**
 * More spellings of a missing value, in several languages. They count only in columns that hold
 * numbers, dates or truth values otherwise: among words each may be a value of its own.
 */
final class MissingSpellings {
  /** In small letters. */
  private static final Set<String> WORDS =
      Set.of(
          // Programs and spreadsheets.
          "na",
          "n.a.",
          "n.a",
          "n/a",
          "nan",
          "-nan",
          "nat",
          "null",
          "(null)",
          "\\n",
          "none",
          "nil",
          "#n/a",
          "#nv",
          "#null!",
          "#value!",
          "#wert!",
          "#div/0!",
          "#ref!",
          "#bezug!",
          "#name?",
          "#num!",
          "#zahl!",
          "#valeur!",
          "#nombre?",
          "#nom?",
          "1.#qnan",
          "1.#ind",
          "-1.#ind",
          "(blank)",
          "<null>",
          "<na>",
          "[null]",
          "undefined",
          "undef",
          // Signs.
          ".",
          "..",
          "...",
          "…",
          "-",
          "--",
          "---",
          "–",
          "—",
          "/",
          "//",
          "*",
          "?",
          "??",
          "???",
          ":",
          "_",
          // English.
          "missing",
          "unknown",
          "not available",
          "not applicable",
          "no data",
          "no value",
          "nd",
          "n.d.",
          "tbd",
          "tba",
          "unavailable",
          "not known",
          "not reported",
          "no answer",
          "empty",
          // German.
          "k.a.",
          "k. a.",
          "ka",
          "keine angabe",
          "keine angaben",
          "unbekannt",
          "fehlt",
          "fehlend",
          "n.v.",
          "n. v.",
          "nv",
          "nicht verfügbar",
          "entfällt",
          "leer",
          "n.b.",
          "n. b.",
          "n.n.",
          // French, Spanish, Portuguese, Italian.
          "inconnu",
          "inconnue",
          "manquant",
          "non disponible",
          "n.c.",
          "nc",
          "n.r.",
          "nr",
          "s.o.",
          "sans objet",
          "s/d",
          "s.d.",
          "sd",
          "sin dato",
          "sin datos",
          "desconocido",
          "no disponible",
          "nulo",
          "vacío",
          "desconhecido",
          "sem dados",
          "não disponível",
          "sconosciuto",
          "mancante",
          "non disp.",
          "vuoto",
          // Dutch, Swedish, Norwegian, Danish, Finnish, Polish, Czech, Hungarian, Turkish, Russian.
          "onbekend",
          "n.v.t.",
          "ontbreekt",
          "okänd",
          "saknas",
          "ukjent",
          "ukendt",
          "mangler",
          "ei tietoa",
          "puuttuu",
          "brak",
          "brak danych",
          "b.d.",
          "bd",
          "nieznany",
          "neznámý",
          "chybí",
          "ismeretlen",
          "nincs adat",
          "bilinmiyor",
          "yok",
          "н/д",
          "нет данных",
          "неизвестно",
          "нет",
          // Chinese, Japanese, Korean.
          "无",
          "無",
          "未知",
          "缺失",
          "空",
          "暂无",
          "不详",
          "不明",
          "なし",
          "欠損",
          "未定",
          "없음",
          "미상",
          "결측");

  private MissingSpellings() {}

  /**
   * Whether a word says that there is no value.
   *
   * @param said what the user says of missing values; if it is not the usual, it is all there is
   */
  static boolean contains(String word, List<String> said) {
    return said.equals(MissingValues.USUAL) && contains(word);
  }

  private static boolean contains(String word) {
    return word.length() <= 20 && WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
