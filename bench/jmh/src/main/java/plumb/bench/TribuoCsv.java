package plumb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.columnar.FieldProcessor;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DateFieldProcessor;
import org.tribuo.data.columnar.processors.field.DateFieldProcessor.DateFeatureType;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.field.IdentityProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * Reads the tables of {@link MadeCsv} with Tribuo, which is told what each column is: numbers
 * standardized, one feature a word, the parts of a date, remarks left out.
 */
final class TribuoCsv {
  private TribuoCsv() {}

  /** Reads, types and encodes. */
  static ReadCsv.Encoded read(Path file) throws IOException {
    List<FieldProcessor> fields = new ArrayList<>();
    Map<String, List<Transformation>> standardized = new HashMap<>();
    List<String> header;
    try (var lines = Files.lines(file)) {
      header = List.of(lines.findFirst().orElseThrow().split(","));
    }
    for (String name : header.subList(0, header.size() - 1)) {
      switch (name) {
        case "country", "channel", "product", "member" -> fields.add(new IdentityProcessor(name));
        case "day" ->
            fields.add(
                new DateFieldProcessor(
                    name,
                    EnumSet.of(
                        DateFeatureType.YEAR,
                        DateFeatureType.DAY_OF_YEAR,
                        DateFeatureType.DAY_OF_WEEK),
                    "uuuu-MM-dd"));
        case "remark" -> {}
        default -> {
          fields.add(new DoubleFieldProcessor(name));
          standardized.put(name + "@" + "value", List.of(new MeanStdDevTransformation()));
        }
      }
    }
    RowProcessor.Builder<Label> rows = new RowProcessor.Builder<>();
    RowProcessor<Label> processor =
        rows.setFieldProcessors(fields)
            .build(new FieldResponseProcessor<>(header.getLast(), "", new LabelFactory()));
    MutableDataset<Label> examples =
        new MutableDataset<>(new CSVDataSource<>(file, processor, true));
    examples.transform(examples.createTransformers(new TransformationMap(standardized)));
    long values = 0;
    for (Example<Label> example : examples) {
      values += example.size();
    }
    // A number and the place of its name for each.
    return new ReadCsv.Encoded(examples.size(), values * (Double.BYTES + Integer.BYTES));
  }
}
