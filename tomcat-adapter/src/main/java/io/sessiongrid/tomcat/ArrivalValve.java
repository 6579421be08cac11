package io.sessiongrid.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** The last valve before the application: from here on whoever asks for the session means to use it. */
final class ArrivalValve extends ValveBase {
    ArrivalValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        RequestScope scope = RequestScope.of(request);
        if (scope != null) {
            scope.arrive();
        }
        getNext().invoke(request, response);
    }
}
