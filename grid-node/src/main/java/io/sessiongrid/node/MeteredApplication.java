package io.sessiongrid.node;

import io.sessiongrid.session.SessionMeters;
import java.util.List;
import java.util.function.Supplier;

/**
 * An application that runs on a node, and what is measured about its sessions there.
 *
 * @param name in the grid
 * @param problems what does not fit between this node and the members, one sentence each
 */
public record MeteredApplication(String name, SessionMeters meters, Supplier<List<String>> problems) {}
