package plumb.math;

/**
 * Elementary functions on floats from additions, multiplications and divisions only, so that
 * interpreted, compiled and vector code give the same bits. Coefficients are those of the Cephes
 * library's single-precision functions (Moshier).
 */
public final class FloatMath {
  public static final float EXP_MAX = 88.0f;
  public static final float EXP_MIN = -87.0f;
  public static final float LOG2_E = 1.442695f;
  public static final float LN2_HIGH = 0.6933594f;
  public static final float LN2_LOW = -0.00021219444f;
  public static final float ROUNDER = 12582912.0f; // 1.5 * 2^23: adding it rounds to a whole number
  public static final float E5 = 0.00019875691f;
  public static final float E4 = 0.0013981999f;
  public static final float E3 = 0.008333452f;
  public static final float E2 = 0.041665796f;
  public static final float E1 = 0.16666666f;
  public static final float E0 = 0.5f;

  /** Half of ln 2, below which {@code exp} multiplies by no power of two. */
  private static final float EXPM1_SMALL = 0.34f;

  public static final float TANH_SMALL = 0.625f;
  public static final float T4 = -0.0057049887f;
  public static final float T3 = 0.020639088f;
  public static final float T2 = -0.053739715f;
  public static final float T1 = 0.13331442f;
  public static final float T0 = -0.3333328f;

  private FloatMath() {}

  /** {@code exp(x)}, relative error about 2e-7; x is held between -87 and 88; NaN stays NaN. */
  public static float exp(float x) {
    float held = Math.max(EXP_MIN, Math.min(EXP_MAX, x));
    float whole = (held * LOG2_E + ROUNDER) - ROUNDER;
    float rest = (held - whole * LN2_HIGH) - whole * LN2_LOW;
    float p = ((((E5 * rest + E4) * rest + E3) * rest + E2) * rest + E1) * rest + E0;
    float y = (p * (rest * rest) + rest) + 1f;
    return y * Float.intBitsToFloat(((int) whole + 127) << 23);
  }

  /** {@code exp(x) - 1}, exact also near 0, where the difference would lose its digits. */
  public static float expm1(float x) {
    if (!(Math.abs(x) < EXPM1_SMALL)) {
      return exp(x) - 1;
    }
    float p = ((((E5 * x + E4) * x + E3) * x + E2) * x + E1) * x + E0;
    return p * (x * x) + x;
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** {@code tanh(x)}. */
  public static float tanh(float x) {
    float size = Math.abs(x);
    if (size < TANH_SMALL) {
      float s = x * x;
      float p = (((T4 * s + T3) * s + T2) * s + T1) * s + T0;
      return x + x * (s * p);
    }
    float large = 1f - 2f / (exp(size + size) + 1f);
    return x < 0 ? -large : large;
  }
}
