package plumb.run;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** JSON as Plumb writes it: a number that is not finite is null, for JSON has no other word. */
public final class Json {
  /** Writes on one line. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new Finite())
                  .addSerializer(Double.TYPE, new Finite()))
          .build();

  private Json() {}

  private static final class Finite extends StdSerializer<Double> {
    Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator to, SerializationContext context) {
      if (Double.isFinite(value)) {
        to.writeNumber(value.doubleValue());
      } else {
        to.writeNull();
      }
    }
  }
}
