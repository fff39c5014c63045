package plumb.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the name of a column or tag says, in any usual spelling: {@code val_loss}, {@code Valid
 * Loss}, {@code lossVal}, {@code eval/loss}, {@code te-loss}.
 *
 * @param name as written
 * @param kind what it measures or counts
 * @param set the rows it was measured on
 * @param number of that set, where several are only numbered
 * @param key the measure, the same for all sets: "loss", "accuracy"
 * @param rank 0 for the names that say most plainly what is meant, higher for others
 * @param handicap how much speaks against it beside a column of the same measure: a number of
 *     single steps, a running mean
 * @param percent whether the name says that it is in per cent
 */
record ColumnName(
    String name,
    Kind kind,
    RowSet set,
    OptionalInt number,
    String key,
    int rank,
    int handicap,
    boolean percent) {
  enum RowSet {
    TRAIN,
    VALIDATION,
    TEST,
    UNSAID
  }

  enum Kind {
    EPOCH,
    STEP,
    ITERATION,
    ROUND,
    /** A row number, as pandas writes it. */
    INDEX,
    RATE,
    /** Lower is better, and training minimizes it. */
    LOSS,
    /** One of several losses that are added up: box_loss. */
    PART,
    /** Lower is better, in the unit of the target: RMSE. */
    ERROR,
    /** A share of wrong answers: 1 minus the accuracy. */
    ERROR_RATE,
    /** Higher is better, 1 at best. */
    SCORE,
    /** The name says a set and nothing else: train. */
    BARE,
    /** A measure nobody here knows, of a set: val_foo. */
    UNKNOWN,
    /** Numbers of one layer. */
    LAYER,
    /** Spread, bounds, best so far: what goes with a curve but is none. */
    BESIDE,
    /** Times, memory, norms: known, and no curve to judge. */
    OTHER,
    /** Nothing is known about it. */
    NOTHING
  }

  private static final Set<String> TRAIN = setOf("train training trn tr learn");
  private static final Set<String> VALIDATION =
      setOf(
          "val vl valid validate validation dev devel development eval evaluate "
              + "evaluation holdout heldout");
  private static final Set<String> TEST = setOf("test testing tst te");

  /** Words that change nothing. */
  private static final Set<String> FILLER =
      setOf(
          "avg average mean total overall final epoch epochs per score metric metrics "
              + "set data dataset curve history value log logs result results on of the "
              + "trainer");

  private static final Set<String> BESIDE =
      setOf("std stdv stddev sd sem min max var best lower upper");

  /** Of single steps, or smoothed over them: another curve than the one of whole epochs. */
  private static final Set<String> PASSING = setOf("step batch running smoothed smooth ema moving");

  private static final Set<String> OTHER =
      setOf(
          "time runtime timestamp walltime duration elapsed eta remaining seconds "
              + "secs sec minutes hours date memory mem gpu cpu speed samples flos "
              + "norm momentum wd decay size instances tokens temperature seed fold grad "
              + "gradient gradients scale");

  private record Measure(Kind kind, int rank) {}

  private static final Map<String, Measure> MEASURES = measures();

  private static final Map<Kind, Set<String>> COUNTERS =
      Map.of(
          Kind.EPOCH,
          setOf(
              "epoch epochs ep nepoch epochnumber epochnum epochno epochid epochidx epochindex"
                  + " currentepoch"),
          Kind.STEP,
          setOf(
              "step steps globalstep update updates numupdates nupdates optimizerstep stepnumber"),
          Kind.ITERATION,
          setOf("iter iters iteration iterations niter it iterationnumber"),
          Kind.ROUND,
          setOf("round rounds boostinground boostround numround tree trees ntrees numtrees"),
          Kind.INDEX,
          Set.of("", "unnamed0", "index", "idx"));

  private static final Pattern LAYER =
      Pattern.compile(
          "(?i)(?:layers?[/.])?(gradient_mean|gradient_norm|grad_norm|update_ratio|dead_share|saturated_share)/(.+)");

  private static final Pattern BRACKETS = Pattern.compile("[(\\[]([^)\\]]*)[)\\]]");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");

  /** How measures are spoken of, where their keys would look odd. */
  private static final Map<String, String> SPOKEN =
      Arrays.stream(
              ("acc=accuracy accs=accuracy r2=R2 rsquared=R2 rsq=R2 auc=AUC auroc=AUC rocauc=AUC"
                      + " f1=F1 rmse=RMSE mse=MSE mae=MAE nll=NLL crossentropy=cross-entropy"
                      + " map50=mAP map05=mAP map=mAP")
                  .split(" ", -1))
          .map(pair -> pair.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

  private static Set<String> setOf(String words) {
    return Set.of(words.split(" ", -1));
  }

  private static Map<String, Measure> measures() {
    Map<String, Measure> all = new HashMap<>();
    add(all, Kind.LOSS, 0, "loss losses");
    add(all, Kind.LOSS, 1, "cost objective");
    add(
        all,
        Kind.LOSS,
        2,
        "nll negativeloglikelihood crossentropy ce xent bce binarycrossentropy"
            + " categoricalcrossentropy sparsecategoricalcrossentropy logloss mlogloss"
            + " binarylogloss multilogloss multiclass deviance perplexity ppl");
    add(
        all,
        Kind.ERROR,
        3,
        "rmse rootmeansquarederror rootsquarederror mse meansquarederror squarederror mae"
            + " meanabsoluteerror absoluteerror l1 l2 huber quantile error err hinge squaredhinge"
            + " logcosh poisson kldivergence kullbackleiblerdivergence");
    add(
        all,
        Kind.ERROR,
        4,
        "mape smape meanabsolutepercentageerror absolutepercentageerror msle rmsle nrmse wer cer"
            + " eer fid");
    add(
        all,
        Kind.ERROR_RATE,
        3,
        "errorrate errrate merror binaryerror multierror top1err top1error classificationerror"
            + " misclassification misclassificationrate zeroone");
    add(
        all,
        Kind.SCORE,
        0,
        "accuracy acc accs binaryaccuracy categoricalaccuracy sparsecategoricalaccuracy"
            + " multiclassaccuracy top1 top1acc top1accuracy acc1 acctop1 accuracytop1 prec1");
    add(all, Kind.SCORE, 1, "balancedaccuracy balancedacc bacc r2 rsquared rsq");
    add(
        all,
        Kind.SCORE,
        2,
        "f1 f1macro macrof1 f1micro microf1 f1weighted weightedf1 em exactmatch");
    add(all, Kind.SCORE, 3, "auc roc rocauc aucroc auroc aucpr prauc auprc ap averageprecision");
    add(
        all,
        Kind.SCORE,
        4,
        "map5095 map05095 map map50 map05 iou miou dice jaccard mcc kappa ndcg");
    add(all, Kind.SCORE, 6, "precision recall specificity sensitivity bleu rouge rougel");
    return Map.copyOf(all);
  }

  private static void add(Map<String, Measure> to, Kind kind, int rank, String names) {
    for (String name : names.split(" ", -1)) {
      to.put(name, new Measure(kind, rank));
    }
  }

  /** Names of boosting programs alone, so that what is counted are rounds. */
  static final Set<String> BOOSTING =
      setOf(
          "logloss mlogloss binarylogloss multilogloss merror binaryerror multierror "
              + "aucpr multiclass");

  /** Whether it says that it is a number a training is judged by. */
  boolean isMeasure() {
    return switch (kind) {
      case LOSS, PART, ERROR, ERROR_RATE, SCORE, BARE -> true;
      default -> false;
    };
  }

  /**
   * What it measures, for people.
   *
   * @param otherwise where the name says it of no measure
   */
  String measure(String otherwise) {
    return switch (kind) {
      case LOSS, ERROR, SCORE, UNKNOWN ->
          key.isEmpty() || key.endsWith("loss") ? otherwise : SPOKEN.getOrDefault(key, key);
      case ERROR_RATE -> "error rate";
      default -> otherwise;
    };
  }

  /** The kinds that count where a row stands. */
  static Set<Kind> counters() {
    return COUNTERS.keySet();
  }

  /** Reads a name. */
  static ColumnName of(String name) {
    Matcher layer = LAYER.matcher(name.strip());
    if (layer.matches()) {
      String key = layer.group(1).toLowerCase(Locale.ROOT).replaceFirst("^grad.*", "gradient");
      return new ColumnName(
          layer.group(2), Kind.LAYER, RowSet.UNSAID, OptionalInt.empty(), key, 0, 0, false);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean percent =
        lower.contains("%")
            || lower.matches(".*(?<![a-z])(percent|percentage|pct|perc)(?![a-z]).*");
    List<String> words = words(name);
    words.removeAll(Set.of("percent", "pct", "perc"));
    return read(name, words, percent);
  }

  private static ColumnName read(String name, List<String> words, boolean percent) {
    Parts parts = Parts.of(words);
    Optional<Kind> counter = counter(parts.rest);
    if (counter.isPresent() && (parts.set == RowSet.UNSAID || !parts.rest.isEmpty())) {
      return new ColumnName(name, counter.get(), parts.set, OptionalInt.empty(), "", 0, 0, false);
    }
    if (isRate(parts.rest)) {
      return new ColumnName(
          name, Kind.RATE, RowSet.UNSAID, OptionalInt.empty(), "rate", 0, 0, false);
    }
    if (parts.rest.stream().anyMatch(BESIDE::contains)) {
      return new ColumnName(name, Kind.BESIDE, parts.set, parts.number, "", 0, 0, percent);
    }
    List<String> rest = new ArrayList<>(parts.rest);
    int handicap = (int) rest.stream().filter(PASSING::contains).count();
    rest.removeAll(PASSING);
    boolean score = rest.contains("score") || rest.contains("scores");
    rest.remove("scores");
    int fillers = rest.size();
    rest.removeAll(FILLER);
    fillers -= rest.size();
    String joined = String.join("", rest);
    Found found = found(joined, rest);
    Kind kind = found.kind;
    if (kind == Kind.NOTHING && parts.set != RowSet.UNSAID) {
      kind = joined.isEmpty() ? (score ? Kind.SCORE : Kind.BARE) : Kind.UNKNOWN;
    }
    boolean guessed = kind == Kind.UNKNOWN || kind == Kind.NOTHING || kind == Kind.PART;
    if (guessed && rest.stream().anyMatch(OTHER::contains)) {
      kind = Kind.OTHER;
    }
    return new ColumnName(
        name,
        kind,
        parts.set,
        parts.number,
        found.key,
        kind == Kind.SCORE && joined.isEmpty() ? 9 : found.rank,
        10 * handicap + fillers,
        percent);
  }

  /** A known measure, one with the word loss beside it, or one with a number behind it. */
  private record Found(Kind kind, String key, int rank) {}

  private static Found found(String joined, List<String> rest) {
    Measure whole = MEASURES.get(joined);
    if (whole != null) {
      return new Found(whole.kind, joined.equals("losses") ? "loss" : joined, whole.rank);
    }
    if (joined.endsWith("loss") || joined.startsWith("loss")) {
      String other =
          joined.endsWith("loss") ? joined.substring(0, joined.length() - 4) : joined.substring(4);
      Measure measure = MEASURES.get(other);
      return measure != null && measure.kind != Kind.SCORE
          ? new Found(Kind.LOSS, joined, 1)
          : new Found(Kind.PART, other, 0);
    }
    // Keras numbers its metrics when a program builds them again: accuracy_1.
    boolean numbered = rest.size() > 1 && DIGITS.matcher(rest.getLast()).matches();
    Measure base =
        numbered ? MEASURES.get(String.join("", rest.subList(0, rest.size() - 1))) : null;
    if (base != null && base.kind == Kind.SCORE) {
      return new Found(base.kind, joined, base.rank + 1);
    }
    return new Found(Kind.NOTHING, joined, 8);
  }

  private static Optional<Kind> counter(List<String> rest) {
    List<String> words = new ArrayList<>(rest);
    words.remove("trainer");
    String joined = String.join("", words);
    return COUNTERS.entrySet().stream()
        .filter(e -> e.getValue().contains(joined))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isRate(List<String> rest) {
    String joined = String.join("", rest);
    return joined.equals("rate")
        || joined.contains("learningrate")
        || rest.stream().anyMatch(w -> w.matches("lr\\d*|lrs"));
  }

  /** The words about the set taken out of a name. */
  private record Parts(RowSet set, OptionalInt number, List<String> rest) {
    static Parts of(List<String> words) {
      List<String> rest = new ArrayList<>();
      Map<RowSet, Integer> seen = new LinkedHashMap<>();
      OptionalInt number = OptionalInt.empty();
      for (int i = 0; i < words.size(); i++) {
        RowSet set = setNamed(words.get(i));
        // A validation curve of a training job: "train/val_loss". The narrower word wins.
        if (set == RowSet.UNSAID) {
          rest.add(words.get(i));
          continue;
        }
        seen.merge(set, 1, Integer::sum);
        if (set == RowSet.VALIDATION
            && i + 1 < words.size()
            && DIGITS.matcher(words.get(i + 1)).matches()) {
          number = OptionalInt.of(Integer.parseInt(words.get(++i)));
        }
      }
      RowSet set =
          seen.containsKey(RowSet.VALIDATION)
              ? RowSet.VALIDATION
              : seen.containsKey(RowSet.TEST)
                  ? RowSet.TEST
                  : seen.containsKey(RowSet.TRAIN) ? RowSet.TRAIN : RowSet.UNSAID;
      return new Parts(set, number, rest);
    }
  }

  /** The set a word names. */
  static RowSet setNamed(String word) {
    return TRAIN.contains(word)
        ? RowSet.TRAIN
        : VALIDATION.contains(word)
            ? RowSet.VALIDATION
            : TEST.contains(word) ? RowSet.TEST : RowSet.UNSAID;
  }

  /** Whether a text says a set and nothing else, such as "train" or "Validation set". */
  static RowSet wholeSet(String text) {
    Parts parts = Parts.of(words(text));
    return FILLER.containsAll(parts.rest) ? parts.set : RowSet.UNSAID;
  }

  /** Whether every word of a text is about sets and measures, such as "Loss_train". */
  static boolean namesACurve(String text) {
    ColumnName read = of(text);
    return read.set != RowSet.UNSAID
        && read.number.isEmpty()
        && read.kind != Kind.UNKNOWN
        && read.kind != Kind.OTHER
        && read.kind != Kind.NOTHING;
  }

  /** The words of a name in lower case: parted by signs and humps, and where two are glued. */
  private static List<String> words(String name) {
    // "(B)" or "(%)" say nothing about the curve, "(val)" does.
    String plain =
        BRACKETS
            .matcher(name.strip())
            .replaceAll(m ->
                setNamed(m.group(1).toLowerCase(Locale.ROOT)) == RowSet.UNSAID
                    ? " "
                    : " " + m.group(1) + " ");
    String spaced = HUMP.matcher(plain).replaceAll(" ");
    List<String> words = new ArrayList<>();
    for (String word : NO_WORD.split(spaced.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        words.addAll(parted(word));
      }
    }
    for (int i = 0; i + 1 < words.size(); i++) {
      String both = words.get(i) + words.get(i + 1);
      if (both.equals("heldout") || both.equals("holdout")) {
        words.set(i, both);
        words.remove(i + 1);
      }
    }
    // TensorBoard's folder and tag may say the same: Loss_train/Loss.
    return new ArrayList<>(new LinkedHashSet<>(words));
  }

  /** "valloss" as "val", "loss"; a word that is known as it is stays whole. */
  private static List<String> parted(String word) {
    if (MEASURES.containsKey(word) || setNamed(word) != RowSet.UNSAID || FILLER.contains(word)) {
      return List.of(word);
    }
    for (int i = word.length() - 2; i >= 2; i--) {
      String start = word.substring(0, i);
      String rest = word.substring(i);
      if ((setNamed(start) != RowSet.UNSAID && MEASURES.containsKey(rest))
          || (MEASURES.containsKey(start) && setNamed(rest) != RowSet.UNSAID)) {
        return Arrays.asList(start, rest);
      }
    }
    return List.of(word);
  }
}
