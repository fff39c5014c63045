package planted.unplaced;

/** Lives in a package without a place. */
public class Wrong {}
