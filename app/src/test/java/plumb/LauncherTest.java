package plumb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, with builds that never end and with a Java that only tells what it was told. */
class LauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final List<ProcessHandle> started = new ArrayList<>();

  @BeforeEach
  void copyTheLauncher() throws IOException {
    Path root = Path.of(System.getProperty("plumb.root", "..")).resolve("plumb");
    assumeTrue(Files.isExecutable(root) && Files.isExecutable(Path.of("/bin/sh")));
    Files.copy(root, folder.resolve("plumb"));
    Files.createDirectory(folder.resolve("etc"));
    for (String script : List.of("build.sh", "find-jdk.sh")) {
      Files.copy(root.resolveSibling("etc").resolve(script), folder.resolve("etc/" + script));
    }
    Path mvn = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho $$ >>\"$BUILDS\"\nexec sleep 60\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    builds().forEach(started::add);
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void a_launcher_that_is_told_to_end_ends_its_build() throws Exception {
    Process launcher = launch();
    await(() -> lines("builds").size() == 1);

    launcher.destroy();

    assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(143);
    await(() -> builds().stream().noneMatch(ProcessHandle::isAlive));
    assertThat(folder.resolve("target/plumb/lock")).doesNotExist();
  }

  @Test
  void a_build_whose_launcher_was_killed_is_waited_for() throws Exception {
    Process killed = launch();
    await(() -> lines("builds").size() == 1);
    killed.destroyForcibly().waitFor();

    launch();
    await(() -> said().contains("another build is running"));
    assertThat(lines("builds")).hasSize(1);

    builds().getFirst().destroyForcibly();
    await(() -> lines("builds").size() == 2);
  }

  private Process launch() throws IOException {
    return launch(Map.of());
  }

  private Process launch(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", folder.resolve("plumb").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BUILDS", folder.resolve("builds").toString());
    builder
        .environment()
        .compute("PATH", (_, path) -> folder.resolve("bin") + ":" + String.valueOf(path));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()));
    Process process = builder.start();
    started.add(process.toHandle());
    return process;
  }

  /** The builds that still run. */
  private List<ProcessHandle> builds() {
    return lines("builds").stream()
        .flatMap(id -> ProcessHandle.of(Long.parseLong(id.strip())).stream())
        .toList();
  }

  private String said() {
    return String.join("\n", lines("said"));
  }

  private List<String> lines(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      Thread.sleep(50);
    }
  }

  @ParameterizedTest
  @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "C.UTF-8, C.UTF-8"})
  void names_with_accents_reach_java_in_every_locale(String given, String passed)
      throws IOException, InterruptedException {
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = jdk.resolve("bin").resolve(program);
      Files.writeString(file, "#!/bin/sh\necho \"$LC_ALL\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path builds = Files.createDirectories(folder.resolve("target/plumb/now"));
    Files.createFile(builds.resolve("plumb.jar"));
    Files.writeString(builds.resolveSibling("current"), "now\n");

    launch(Map.of("LC_ALL", given, "JAVA_HOME", jdk.toString())).waitFor();

    assertThat(said()).isEqualTo(passed);
    assertThat(lines("builds")).isEmpty();
  }
}
