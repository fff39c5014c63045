package planted.cli;

/** What everybody to the left must not know. */
public class Wrong {}
