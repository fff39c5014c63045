package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.data.BadInput;
import plumb.model.WholeFile;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.CardWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked for by a command, complete enough to go on with it.
 *
 * @param words of the command line, the verb first
 * @param folder that relative paths are seen from
 * @param card what is trained, with all that was found out about it
 */
record Call(List<String> words, Path folder, Card card) {
  private static final String FILE = "call.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  Call {
    words = List.copyOf(words);
  }

  /** The command. */
  String verb() {
    return words.getFirst();
  }

  /** The file of a call in a folder. */
  static Path file(Path in) {
    return in.resolve(FILE);
  }

  /** Writes it into a folder, which is made if it is not there. */
  void write(Path in) throws IOException {
    Files.createDirectories(in);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", 1);
    tree.put("words", words);
    tree.put("folder", folder.toAbsolutePath().normalize().toString());
    tree.put("card", CardWriter.yaml(card));
    WholeFile.write(file(in), MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads it.
   *
   * @throws BadInput if it is not as it was written, or was made in another folder
   */
  static Call read(Path in, Console console) {
    Path file = file(in);
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
      List<String> words = new ArrayList<>();
      tree.path("words").forEach(word -> words.add(word.asString()));
      Path folder = Path.of(tree.path("folder").asString(""));
      if (words.isEmpty() || tree.path("schema").asInt(0) != 1) {
        throw new BadInput(file + " is not as it was written; begin the run anew");
      }
      Card card =
          CardReader.parse(
              tree.path("card").asString(""), Path.of(""), "the card in %s".formatted(file));
      boolean relative = card.data().train().files().stream().anyMatch(data -> !data.isAbsolute());
      if (relative && !folder.equals(console.folder().toAbsolutePath().normalize())) {
        throw new BadInput(
            "The run was begun in %s, where its data are; go there to go on with it"
                .formatted(folder));
      }
      return new Call(words, folder, card);
    } catch (JacksonException | IOException e) {
      throw new BadInput(
          "%s cannot be read (%s); begin the run anew"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
