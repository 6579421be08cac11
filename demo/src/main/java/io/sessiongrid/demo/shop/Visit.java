package io.sessiongrid.demo.shop;

import java.io.Serializable;
import java.time.Instant;

/**
 * How a session began.
 *
 * @param number tells sessions apart in public; the session id is a credential and is never shown
 */
record Visit(String number, String madeOn, Instant madeAt) implements Serializable {}
