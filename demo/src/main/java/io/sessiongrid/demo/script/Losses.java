package io.sessiongrid.demo.script;

/**
 * What shoppers saw that must not be.
 *
 * @param sessions sessions that were not found again
 * @param writes answered changes that are not in the basket, or are in it twice, however often one asks
 * @param staleReads answers without a change that had been answered before, although the change is there
 * @param idsCutOff sessions that nobody can open, because the answer with their new id was cut off by a kill; no fault
 *     of the grid, which has them still
 */
record Losses(int sessions, int writes, int staleReads, int idsCutOff) {
    static final Losses NONE = new Losses(0, 0, 0, 0);

    boolean areNone() {
        return sessions == 0 && writes == 0 && staleReads == 0;
    }

    Losses plus(Losses more) {
        return new Losses(
                sessions + more.sessions,
                writes + more.writes,
                staleReads + more.staleReads,
                idsCutOff + more.idsCutOff);
    }

    static Losses ofSession() {
        return new Losses(1, 0, 0, 0);
    }

    static Losses ofWrites(int writes) {
        return new Losses(0, writes, 0, 0);
    }

    static Losses ofStaleReads(int reads) {
        return new Losses(0, 0, reads, 0);
    }

    static Losses ofIdCutOff() {
        return new Losses(0, 0, 0, 1);
    }
}
