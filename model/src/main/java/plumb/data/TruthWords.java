package plumb.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of words for true and false, in small letters. All words of a column must be of one pair,
 * or "s" for yes and "y" for yes would be the same in one column.
 *
 * @param meanings of the words of a pair and of their short forms
 */
public record TruthWords(Map<String, Boolean> meanings) {
  private static final List<TruthWords> PAIRS =
      List.of(
          pair("true,t,yes,y,1", "false,f,no,n,0"),
          pair("ja,j,wahr", "nein,n,falsch"),
          pair("oui,o,vrai", "non,n,faux"),
          pair("sí,si,s,verdadero", "no,n,falso"),
          pair("sim,s,verdadeiro", "não,nao,n,falso"),
          pair("sì,si,s,vero", "no,n,falso"),
          pair("ja,j,waar", "nee,n,onwaar"),
          pair("ja,j,sant,sann", "nej,nei,n,falskt,usann"),
          pair("kyllä,tosi", "ei,epätosi"),
          pair("tak,prawda", "nie,fałsz"),
          pair("ano,pravda", "ne,nepravda"),
          pair("igen,igaz", "nem,hamis"),
          pair("evet,doğru", "hayır,yanlış"),
          pair("да,истина", "нет,ложь"),
          pair("是,真,有", "否,假,无,不是,没有"),
          pair("はい,真", "いいえ,偽"),
          pair("예,네,참", "아니오,거짓"),
          pair("on", "off"));

  /** No word is true in one pair and false in another, so all of them can be asked at once. */
  private static final Map<String, Boolean> ALL = all();

  private static Map<String, Boolean> all() {
    Map<String, Boolean> all = new java.util.HashMap<>();
    for (TruthWords pair : PAIRS) {
      pair.meanings.forEach((word, meaning) -> {
        Boolean before = all.putIfAbsent(word, meaning);
        if (before != null && !before.equals(meaning)) {
          throw new IllegalStateException(word + " is both true and false");
        }
      });
    }
    return Map.copyOf(all);
  }

  private static TruthWords pair(String yes, String no) {
    Map<String, Boolean> meanings = new java.util.HashMap<>();
    for (String word : yes.split(",", -1)) {
      meanings.put(word, true);
    }
    for (String word : no.split(",", -1)) {
      meanings.put(word, false);
    }
    return new TruthWords(Map.copyOf(meanings));
  }

  /** What a word means in any of the pairs; null for other words. */
  public static @Nullable Boolean anyMeaning(String word) {
    return ALL.get(word.strip().toLowerCase(Locale.ROOT));
  }

  /** What a word means in this pair; null for other words. */
  public @Nullable Boolean meaning(String word) {
    return meanings.get(word.toLowerCase(Locale.ROOT));
  }

  /**
   * The pair that most cells of a column are of; empty where none has a word for each meaning.
   *
   * @param levels the different words
   * @param counts how many cells have each word
   */
  public static Optional<TruthWords> of(List<String> levels, int[] counts) {
    TruthWords best = null;
    int most = 0;
    for (TruthWords pair : PAIRS) {
      int cells = pair.cells(levels, counts);
      if (cells > most) {
        best = pair;
        most = cells;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * How many cells have a word of this pair; 0 where all of them mean the same.
   *
   * @param levels the different words
   * @param counts how many cells have each word
   */
  public int cells(List<String> levels, int[] counts) {
    int yes = 0;
    int no = 0;
    for (int code = 0; code < counts.length; code++) {
      Boolean meaning = meaning(levels.get(code));
      if (meaning != null) {
        yes += meaning ? counts[code] : 0;
        no += meaning ? 0 : counts[code];
      }
    }
    return yes > 0 && no > 0 ? yes + no : 0;
  }
}
