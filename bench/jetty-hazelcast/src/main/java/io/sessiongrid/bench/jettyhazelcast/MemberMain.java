package io.sessiongrid.bench.jettyhazelcast;

/** A member that is no server, for servers that are clients. */
final class MemberMain {
    private MemberMain() {}

    public static void main(String[] args) {
        Store.member();
        System.out.println("Member started");
    }
}
