// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.WebdavServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.StandardRoot;

/** Tomcat's WebDAV server on this machine, over a folder. One serves all tests of the process. */
final class WebDavServer {
    private static final Logger LOG = Logger.getLogger("org.apache");
    private static String address;

    private WebDavServer() {}

    /** The URI of a folder on the server, which is not there yet. */
    static synchronized URI folder(String name) throws Exception {
        if (address == null) {
            address = start();
        }
        return URI.create("webdav://" + address + "/" + name);
    }

    private static String start() throws IOException, LifecycleException {
        LOG.setLevel(Level.WARNING);
        Path home = Files.createTempDirectory("webdav");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(home.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Path files = Files.createDirectory(home.resolve("files"));
        Context context = tomcat.addContext("", files.toString());
        StandardRoot root = new StandardRoot(context);
        // What was written is seen at once.
        root.setCachingAllowed(false);
        context.setResources(root);
        Wrapper servlet = Tomcat.addServlet(context, "webdav", new WebdavServlet());
        servlet.addInitParameter("readonly", "false");
        servlet.addInitParameter("listings", "true");
        context.addServletMappingDecoded("/*", "webdav");
        tomcat.start();
        return "127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }
}
