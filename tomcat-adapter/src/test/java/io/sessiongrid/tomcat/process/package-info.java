/** Real Tomcat distributions, and other servers, as processes; nothing here runs in the JVM of the test. */
@NullMarked
package io.sessiongrid.tomcat.process;

import org.jspecify.annotations.NullMarked;
