package plumb.labs;

/** A lab whose claim is about data: it runs on the user's table where there is one. */
public interface DataLab extends Lab {}
