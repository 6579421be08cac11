/** What single operations cost, in time and in memory: the store against raw Hazelcast calls, codecs, requests. */
@NullMarked
package io.sessiongrid.bench.micro;

import org.jspecify.annotations.NullMarked;
