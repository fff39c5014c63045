package plumb.labs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where momentum comes to rest is known by algebra. */
class C28L2AndWeightDecayTest {
  @Test
  void under_momentum_penalty_and_decay_rest_where_algebra_says() {
    Findings findings = LabRunner.run(new C28L2AndWeightDecay(), Setting.brief(1)).findings();
    assertThat(findings.numbers().stream().filter(n -> n.expected().isPresent()))
        .hasSize(3)
        .allSatisfy(n -> assertThat(n.agrees(1e-3)).as(n.toString()).isTrue());
  }
}
