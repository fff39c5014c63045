package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
  private static final byte[] FIRST = new byte[200_000];
  private static final byte[] SECOND =
      "the second member\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  static {
    for (int i = 0; i < FIRST.length; i++) {
      FIRST[i] = (byte) (i * i % 251);
    }
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (Gzip gzip = new Gzip(new ByteArrayInputStream(packed))) {
      return gzip.readAllBytes();
    }
  }

  @Test
  void members_follow_one_another_and_zeros_the_last() throws IOException {
    assertThat(unpacked(joined(packed(FIRST), packed(SECOND)))).isEqualTo(joined(FIRST, SECOND));
    assertThat(unpacked(joined(packed(FIRST), new byte[1000]))).isEqualTo(FIRST);
    assertThat(unpacked(packed(new byte[0]))).isEmpty();
  }

  @Test
  void a_header_may_carry_a_name() throws IOException {
    byte[] plain = packed(SECOND);
    byte[] named =
        joined(
            Arrays.copyOf(plain, 10),
            "a.csv\0".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOfRange(plain, 10, plain.length));
    named[3] = 8;
    assertThat(unpacked(named)).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9, 12, 20})
  void a_second_member_cut_short_is_found_out(int kept) throws IOException {
    byte[] cut = joined(packed(FIRST), Arrays.copyOf(packed(SECOND), kept));
    assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_second_member_with_a_damaged_start_is_found_out(int at) throws IOException {
    byte[] second = packed(SECOND);
    second[at] = 0;
    byte[] damaged = joined(packed(FIRST), second);
    assertThatThrownBy(() -> unpacked(damaged)).isInstanceOf(IOException.class);
  }

  @Test
  void other_bytes_behind_and_a_wrong_sum_are_found_out() throws IOException {
    assertThatThrownBy(() -> unpacked(joined(packed(FIRST), SECOND)))
        .hasMessageContaining("something else follows");
    byte[] wrong = packed(SECOND);
    wrong[wrong.length - 8] ^= 1;
    assertThatThrownBy(() -> unpacked(wrong)).hasMessageContaining("check sum");
  }
}
