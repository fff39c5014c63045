package plumb.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * How often each piece of a Maxout layer was the largest: only the winner of a row is trained by
 * it, so a piece that never wins never learns.
 *
 * @param layer index in the network's layers
 * @param wins rows won, {@code [unit][piece]}
 */
public record PieceUse(int layer, List<List<Integer>> wins) {
  public PieceUse {
    wins = List.copyOf(wins);
  }

  /**
   * A piece of a unit, both from 0.
   *
   * @param unit of the layer
   * @param piece of the unit
   */
  public record Piece(int unit, int piece) {}

  /** The pieces that won no row. */
  public List<Piece> never() {
    List<Piece> never = new ArrayList<>();
    for (int unit = 0; unit < wins.size(); unit++) {
      for (int piece = 0; piece < wins.get(unit).size(); piece++) {
        if (wins.get(unit).get(piece) == 0) {
          never.add(new Piece(unit, piece));
        }
      }
    }
    return never;
  }

  /** Share of the pieces that won at least one row. */
  public double share() {
    int pieces = wins.stream().mapToInt(List::size).sum();
    return 1 - (double) never().size() / pieces;
  }
}
