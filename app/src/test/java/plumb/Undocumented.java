package plumb;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds public and protected types and methods without a comment. Unlike doclint's own check it
 * asks for a sentence, not for a tag a parameter.
 */
final class Undocumented {
  private Undocumented() {}

  /** As {@code File.java:line name}, in the order of the files. */
  static List<String> in(List<Path> files) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      return scan(compiler, manager, manager.getJavaFileObjectsFromPaths(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for a source that is no file. */
  static List<String> in(String name, String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    return scan(Objects.requireNonNull(ToolProvider.getSystemJavaCompiler()), null, List.of(file));
  }

  private static List<String> scan(
      JavaCompiler compiler,
      @Nullable StandardJavaFileManager manager,
      Iterable<? extends JavaFileObject> sources) {
    JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
    Scan scan = new Scan(DocTrees.instance(task));
    try {
      scan.scan(task.parse(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scan.found;
  }

  private static final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final List<String> found = new ArrayList<>();

    Scan(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      if (!isVisible(type.getModifiers())) {
        return null; // nor are its members visible
      }
      note(type, type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      if (isVisible(method.getModifiers()) && !overrides(method) && !isCompact(method)) {
        note(method, method.getName().toString());
      }
      return null; // local classes are nobody's interface
    }

    private void note(Tree tree, String name) {
      if (trees.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long at = trees.getSourcePositions().getStartPosition(unit, tree);
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        found.add("%s:%d %s".formatted(file, unit.getLineMap().getLineNumber(at), name));
      }
    }

    private Tree.@Nullable Kind enclosing() {
      var parent = getCurrentPath().getParentPath();
      return parent == null ? null : parent.getLeaf().getKind();
    }

    private boolean isVisible(ModifiersTree modifiers) {
      Tree.Kind enclosing = enclosing();
      boolean inInterface =
          enclosing == Tree.Kind.INTERFACE || enclosing == Tree.Kind.ANNOTATION_TYPE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /** The compact constructor only checks what the record's comment already promises. */
    private boolean isCompact(MethodTree method) {
      if (enclosing() != Tree.Kind.RECORD || method.getReturnType() != null) {
        return false;
      }
      // The parser fills in the parameters; only the text shows that there is no list of them.
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      var positions = trees.getSourcePositions();
      int from = (int) positions.getStartPosition(unit, method);
      int to = (int) positions.getStartPosition(unit, method.getBody());
      try {
        String head = unit.getSourceFile().getCharContent(true).subSequence(from, to).toString();
        return !head.contains("(");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
