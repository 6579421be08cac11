/** What an application has to have for its sessions to be in Hazelcast by Spring Session. */
@NullMarked
package io.sessiongrid.bench.springhazelcast;

import org.jspecify.annotations.NullMarked;
