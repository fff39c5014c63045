package plumb.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import plumb.data.ColumnRef;
import plumb.data.Encoding;
import plumb.data.MissingValues;
import plumb.data.read.DataReader;
import plumb.data.read.Division;
import plumb.data.read.HeldOut;
import plumb.data.read.Images;
import plumb.data.read.Preparation;
import plumb.data.read.PrepareOptions;
import plumb.data.read.Prepared;
import plumb.data.read.ReadOptions;
import plumb.data.read.Source;
import plumb.data.read.Table;
import plumb.data.read.Validation;
import plumb.math.Team;
import plumb.run.Card;
import plumb.run.DataSettings;

/**
 * What a card reads.
 *
 * @param training rows to learn from and to validate by
 * @param test rows for the very end, read in the way of an encoding; empty where none are wanted
 */
record CardSources(Source training, Optional<Function<Encoding, Source>> test) {
  /** Reads the training rows of a card from its file. */
  static CardSources of(Card card) {
    return of(card, read(card.data()));
  }

  /** The same by the threads of a team. */
  static CardSources of(Card card, Team team) {
    return of(card, DataReader.read(card.data().train(), options(card.data()), team));
  }

  /** The same, from rows in memory. */
  static CardSources of(Card card, Source source) {
    DataSettings data = card.data();
    return switch (data.test().orElse(null)) {
      case null -> new CardSources(source, Optional.empty());
      case DataSettings.Test.File(Path path) ->
          new CardSources(source, Optional.of(encoding -> readLike(encoding, path, data)));
      case DataSettings.Test.Share(double share) -> {
        HeldOut held =
            HeldOut.of(
                source, target(data, source), share, division(data), data.shuffle(), card.seed());
        yield new CardSources(held.rest(), Optional.of(_ -> held.test()));
      }
    };
  }

  /** The whole training file of a card. */
  static Source read(DataSettings data) {
    return DataReader.read(data.train(), options(data));
  }

  private static ReadOptions options(DataSettings data) {
    return data.reading();
  }

  /** Reads further rows in the way of the training rows: "01" stays a word where it was one. */
  private static Source readLike(Encoding encoding, Path path, DataSettings settings) {
    return DataReader.read(path, options(settings).like(encoding));
  }

  /** The training rows as the card prepares them. */
  Prepared prepared(Card card) {
    return Preparation.prepare(training, options(card));
  }

  /** The same by the threads of a team. */
  Prepared prepared(Card card, Team team) {
    return Preparation.prepare(training, options(card), team);
  }

  /** All rows but the test rows, for training. */
  Prepared whole(Card card) {
    try (Team team = everyProcessor()) {
      return Preparation.whole(training, options(card), team);
    }
  }

  /** The same rows in folds. */
  List<Prepared> folds(Card card, int folds, int repeats) {
    try (Team team = everyProcessor()) {
      return Preparation.folds(training, options(card), folds, repeats, team);
    }
  }

  private static Team everyProcessor() {
    return Team.of(Runtime.getRuntime().availableProcessors());
  }

  /** Which rows stay together; where the validation rows have a file of their own, none. */
  private static Division division(DataSettings data) {
    return data.validation() instanceof DataSettings.Validation.Share share
        ? share
            .group()
            .<Division>map(column -> new Division.Groups(new ColumnRef(column)))
            .or(() -> share.time().map(column -> new Division.Time(new ColumnRef(column))))
            .orElse(Division.ROWS)
        : Division.ROWS;
  }

  /** The column to predict: of a table the last, where the card names none. */
  private static Optional<ColumnRef> target(DataSettings data, Source source) {
    return switch (source) {
      case Images _ -> Optional.empty();
      case Table table ->
          Optional.of(new ColumnRef(data.target().orElseGet(() -> table.names().getLast())));
    };
  }

  private PrepareOptions options(Card card) {
    DataSettings data = card.data();
    Validation validation =
        switch (data.validation()) {
          case DataSettings.Validation.Share share ->
              new Validation.Share(share.share(), division(data));
          case DataSettings.Validation.File(Path path) ->
              new Validation.Given(encoding -> readLike(encoding, path, data));
          case DataSettings.Validation.None _ -> new Validation.None();
        };
    return new PrepareOptions(
        target(data, training),
        data.task(),
        data.exclude().stream().map(ColumnRef::new).toList(),
        data.keep().stream().map(ColumnRef::new).toList(),
        validation,
        data.inputs(),
        data.rawTargets(),
        data.shuffle(),
        card.seed(),
        data.labels(),
        MissingValues.USUAL,
        64,
        data.cleaning());
  }
}
