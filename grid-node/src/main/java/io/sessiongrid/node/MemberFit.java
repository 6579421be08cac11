package io.sessiongrid.node;

import io.sessiongrid.store.MemberInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions fit this node.
 *
 * @param version of Sessiongrid here; empty if that is not known, and then all fit
 * @param hazelcastVersion here
 */
record MemberFit(String version, String hazelcastVersion) {
    private static final Pattern MINOR = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

    /** What is wrong with a member's versions, and the remedy, one sentence without its end each. */
    List<String> problems(MemberInspection member) {
        List<String> problems = new ArrayList<>();
        if (!areWithin(1, version, member.version())) {
            problems.add("it runs Sessiongrid " + member.version() + ", this node " + version
                    + "; update one of them, to the same or a neighbouring minor release");
        }
        if (!areWithin(0, hazelcastVersion, member.hazelcastVersion())) {
            problems.add("it runs Hazelcast " + member.hazelcastVersion() + ", this node " + hazelcastVersion
                    + "; update one of them, to the same minor release");
        }
        return problems;
    }

    /** True also if one of them is not known. */
    private static boolean areWithin(int minors, String one, String other) {
        Matcher ours = MINOR.matcher(one);
        Matcher theirs = MINOR.matcher(other);
        return !ours.matches()
                || !theirs.matches()
                || (ours.group(1).equals(theirs.group(1))
                        && Math.abs(Integer.parseInt(ours.group(2)) - Integer.parseInt(theirs.group(2))) <= minors);
    }
}
