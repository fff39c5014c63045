package plumb.recipe;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.Encoding;
import plumb.data.MissingValues;
import plumb.data.read.DataReader;
import plumb.data.read.Images;
import plumb.data.read.Preparation;
import plumb.data.read.PrepareOptions;
import plumb.data.read.Prepared;
import plumb.data.read.ReadOptions;
import plumb.data.read.Source;
import plumb.data.read.Validation;
import plumb.run.Card;
import plumb.run.DataSettings;

/**
 * Where the examples of a card come from. A card says how its data are split and scaled, so another
 * card can mean other examples of the same source.
 */
@FunctionalInterface
public interface CardData {
  /**
   * The examples a card means, ready to train on.
   *
   * @throws BadInput if the data or the card cannot be used
   */
  Prepared of(Card card);

  /** Reads the files a card names, every time anew. */
  CardData FILES = card -> prepare(card, read(card.data().train(), card.data()));

  /** Reads every file and prepares every split once. For several threads at once. */
  static CardData remembered() {
    Map<DataSettings, Source> sources = new ConcurrentHashMap<>();
    return remember(card ->
        prepare(
            card, sources.computeIfAbsent(readBy(card.data()), data -> read(data.train(), data))));
  }

  /**
   * Rows that are in memory already: whatever file a card names, it means these. For several
   * threads at once.
   */
  static CardData of(Source source) {
    return remember(card -> prepare(card, source));
  }

  /** The same, but asks for the examples of the same data settings and seed only once. */
  static CardData remember(CardData data) {
    record Key(DataSettings data, long seed) {}
    Map<Key, Prepared> known = new ConcurrentHashMap<>();
    return card -> known.computeIfAbsent(new Key(card.data(), card.seed()), _ -> data.of(card));
  }

  /** Prepares a source as a card says. */
  static Prepared prepare(Card card, Source source) {
    return Preparation.prepare(source, options(card, source));
  }

  /** What decides how a file is read. */
  private static DataSettings readBy(DataSettings data) {
    return DataSettings.of(data.train(), Optional.empty()).withHeader(data.header());
  }

  private static Source read(Path path, DataSettings settings) {
    return DataReader.read(path, ReadOptions.usual().withHeader(settings.header()));
  }

  /** Reads further rows in the way of the training rows: "01" stays a word where it was one. */
  static Source readLike(Encoding encoding, Path path, DataSettings settings) {
    return DataReader.read(path, ReadOptions.usual().withHeader(settings.header()).like(encoding));
  }

  private static PrepareOptions options(Card card, Source source) {
    DataSettings data = card.data();
    if (data.target().isEmpty() && !(source instanceof Images)) {
      throw new BadInput(
          "%s is a table: say which column to predict with --target".formatted(data.train()));
    }
    Validation validation =
        switch (data.validation()) {
          case DataSettings.Validation.Share(double share) -> new Validation.Share(share);
          case DataSettings.Validation.File(Path path) ->
              new Validation.Given(encoding -> readLike(encoding, path, data));
          case DataSettings.Validation.None _ -> new Validation.None();
        };
    return new PrepareOptions(
        source instanceof Images ? Optional.empty() : data.target().map(ColumnRef::new),
        data.task(),
        data.exclude().stream().map(ColumnRef::new).toList(),
        validation,
        data.inputs(),
        data.rawTargets(),
        data.shuffle(),
        card.seed(),
        data.labels(),
        MissingValues.USUAL,
        64);
  }
}
