/**
 * What every container's adapter must do, seen over HTTP. An adapter's tests extend
 * {@link io.sessiongrid.contract.HttpSessionContract} and {@link io.sessiongrid.contract.RemoteGridContract}, and only
 * say how a server is started.
 *
 * <p>The application servers run in the test's JVM, so a test hands its servlet's code over as an object
 * ({@link io.sessiongrid.contract.ServletCode}); what it learns, it learns by HTTP.
 */
@NullMarked
package io.sessiongrid.contract;

import org.jspecify.annotations.NullMarked;
