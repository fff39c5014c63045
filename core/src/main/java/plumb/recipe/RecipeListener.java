package plumb.recipe;

/** Observes the recipe at work. */
@FunctionalInterface
public interface RecipeListener {
  /** Called on the working thread; must be quick and change nothing. */
  void on(RecipeEvent event);

  /** Ignores everything. */
  RecipeListener NONE = _ -> {};
}
