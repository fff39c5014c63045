package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.BadInput;
import plumb.probe.LayerReading;
import plumb.probe.NonFinite;
import plumb.probe.Reading;
import plumb.probe.WatchRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WatchJsonTest {
  private static final WatchRecord SEEN =
      new WatchRecord(
          List.of(
              new WatchRecord.Layer("layer 1", 0, 8, 32), new WatchRecord.Layer("head", 2, 3, 24)),
          List.of(
              reading(1, 1, 0.5),
              reading(40, 2, Double.NaN),
              reading(80, 3, Double.POSITIVE_INFINITY)),
          Optional.of(new NonFinite(80, 3, NonFinite.Place.OUTPUTS, 2, List.of(4, 77))));

  private static Reading reading(long update, int epoch, double loss) {
    return new Reading(
        update,
        epoch,
        16,
        loss,
        0.25,
        1e-9,
        List.of(
            new LayerReading(1, 2, 3, 4, 5, 6, 7, 8, 0.5, 0.125),
            new LayerReading(1e-30, -2, 3e8, 0, 5, Double.NaN, 7, 8, 1, 0)));
  }

  private static JsonNode written(WatchRecord watch) {
    JsonMapper mapper = JsonMapper.shared();
    return mapper.readTree(mapper.writeValueAsString(WatchJson.tree(watch)));
  }

  @Test
  void what_is_written_is_read_back() {
    assertThat(WatchJson.read(written(SEEN), "run.json")).isEqualTo(SEEN);
    WatchRecord none = new WatchRecord(SEEN.layers(), List.of(), Optional.empty());
    assertThat(WatchJson.read(written(none), "run.json")).isEqualTo(none);
  }

  @Test
  void numbers_keep_four_digits() {
    JsonNode tree =
        written(
            new WatchRecord(List.of(), List.of(plain(1.0 / 3), plain(123456)), Optional.empty()));
    assertThat(tree.get("loss").get(0).asDouble()).isEqualTo(0.3333);
    assertThat(tree.get("loss").get(1).asDouble()).isEqualTo(123500);
  }

  private static Reading plain(double loss) {
    return new Reading(1, 1, 1, loss, 0, 0, List.of());
  }

  @Test
  void a_damaged_one_is_refused_with_the_name_of_the_file() {
    JsonNode damaged = JsonMapper.shared().readTree("{\"updates\": [1], \"loss\": [0.5]}");
    assertThatThrownBy(() -> WatchJson.read(damaged, "run.json"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("run.json");
  }
}
