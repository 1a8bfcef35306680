// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What PROPFIND asks, and what a server answers to it (RFC 4918, section 9.1). */
final class MultiStatus {
    static final String REQUEST =
            "<?xml version=\"1.0\"?><propfind xmlns=\"DAV:\"><prop>"
                    + "<resourcetype/><getcontentlength/></prop></propfind>";

    private static final String DAV = "DAV:";

    private MultiStatus() {}

    /** The files and folders of an answer. */
    static List<Entry> parse(byte[] xml) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<Entry> entries = new ArrayList<>();
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (in.hasNext()) {
                if (in.next() == XMLStreamReader.START_ELEMENT && is(in, "response")) {
                    entries.add(entry(in));
                }
            }
            return entries;
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException("The server's listing is not WebDAV: " + e.getMessage(), e);
        }
    }

    private static Entry entry(XMLStreamReader in) throws XMLStreamException {
        String path = "";
        long size = 0;
        boolean isFolder = false;
        while (!(in.next() == XMLStreamReader.END_ELEMENT && is(in, "response"))) {
            if (!in.isStartElement()) {
                continue;
            }
            if (is(in, "href")) {
                path = URI.create(in.getElementText().strip()).getPath();
            } else if (is(in, "getcontentlength")) {
                String text = in.getElementText().strip();
                size = text.isEmpty() ? 0 : Long.parseLong(text);
            } else if (is(in, "collection")) {
                isFolder = true;
            }
        }
        return new Entry(isFolder && !path.endsWith("/") ? path + "/" : path, size, isFolder);
    }

    private static boolean is(XMLStreamReader in, String name) {
        return in.getLocalName().equals(name) && DAV.equals(in.getNamespaceURI());
    }

    /**
     * A file or a folder.
     *
     * @param path decoded, from the server's root; that of a folder ends in a slash
     */
    record Entry(String path, long sizeBytes, boolean isFolder) {}
}
