package io.sessiongrid.contract;

/** Addresses, within a context, at which given code runs. */
public final class Page {
    private Page() {}

    /** The address of a page that runs {@code code}; good for dispatchers and redirects too. */
    public static String running(ServletCode code) {
        return running(CodeServlet.PATH, code);
    }

    /** The same at another path. */
    static String running(String path, ServletCode code) {
        return path + "?code=" + CodeServlet.nameOf(code);
    }

    /** The same, and the error page of a request for it runs {@code onError}. */
    public static String running(ServletCode code, ServletCode onError) {
        return running(code) + "&" + ContractApplication.ON_ERROR + "=" + CodeServlet.nameOf(onError);
    }
}
