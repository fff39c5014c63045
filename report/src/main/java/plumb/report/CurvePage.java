package plumb.report;

import java.util.List;
import plumb.report.Page.Badge;
import plumb.report.Page.CauseView;

/**
 * What the template of curves from elsewhere shows, in words.
 *
 * @param name of the file
 * @param badge verdict in a word
 * @param heading the finding
 * @param remedy what to do first; empty where nothing is to be done
 * @param sentence the rest of the finding, with its numbers; may be empty
 * @param curves the drawings
 * @param causes with their evidence
 * @param remedies all of them
 * @param needs what would allow to say more
 * @param notes on how the file was read
 */
record CurvePage(
    String name,
    Badge badge,
    String heading,
    String remedy,
    String sentence,
    Figure curves,
    List<CauseView> causes,
    List<String> remedies,
    List<String> needs,
    List<String> notes,
    String style,
    String script) {}
