// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What a gallery answers. Thread-safe; blocks. */
final class GalleryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CELL =
            Pattern.compile("cell/(\\d{1,9})/(\\d{1,5})/(preview|content|details)");
    private static final Pattern ALIKE = Pattern.compile("alike/(\\d{1,5})");
    private static final int MAX_PAGE = 500;
    private static final int MAX_GROUPS = 100;
    private static final int MAX_OF_A_GROUP = 24;
    private static final int SMALL = 320;
    private static final int MAX_SIDE = 2048;

    /** No script, style or request but those of the page itself. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> FILES =
            Map.of(
                    "", "text/html",
                    "gallery.css", "text/css",
                    "gallery.js", "text/javascript");

    private final GalleryRows rows;
    private final String query;
    private final Previews previews;
    private final MediaContent content;
    private final Details details;
    private final Map<Integer, LookAlikes> alike = new HashMap<>();
    private final CellJson cells = new CellJson(JSON);

    GalleryRoutes(GalleryRows rows, String query, MediaRuntime media) {
        this.rows = rows;
        this.query = query;
        this.previews = new Previews(media);
        this.content = new MediaContent(media);
        this.details = new Details(media);
        for (int i = 0; i < rows.columns().size(); i++) {
            if (rows.columns().get(i).kind() == Column.Kind.IMAGE) {
                alike.put(i, new LookAlikes(rows, i, media));
            }
        }
    }

    /**
     * Answers a request.
     *
     * @param path behind the secret
     */
    void answer(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        Matcher cell = CELL.matcher(path);
        Matcher column = ALIKE.matcher(path);
        if (FILES.containsKey(path)) {
            send(exchange, 200, FILES.get(path) + "; charset=utf-8", resource(path));
        } else if (path.equals("columns")) {
            json(exchange, 200, columns());
        } else if (path.equals("rows")) {
            try {
                json(exchange, 200, page(parameters(exchange)));
            } catch (IllegalArgumentException e) {
                error(exchange, 400, "" + e.getMessage());
            }
        } else if (column.matches() && alike.containsKey(Integer.parseInt(column.group(1)))) {
            json(exchange, 200, groups(alike.get(Integer.parseInt(column.group(1))).state()));
        } else if (cell.matches()) {
            cell(
                    exchange,
                    Integer.parseInt(cell.group(1)),
                    Integer.parseInt(cell.group(2)),
                    cell.group(3));
        } else {
            error(exchange, 404, "There is nothing at this address");
        }
    }

    private ObjectNode columns() {
        ObjectNode all = JSON.createObjectNode();
        all.put("query", query).put("rows", rows.size()).put("leftOut", rows.leftOut());
        ArrayNode columns = all.putArray("columns");
        for (Column column : rows.columns()) {
            columns.addObject().put("name", column.name()).put("kind", column.kind().word());
        }
        return all;
    }

    private ObjectNode page(Map<String, String> asked) {
        int sort = number(asked, "sort", -1, rows.columns().size() - 1);
        Map<Integer, String> filters = new TreeMap<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            String typed = asked.getOrDefault("f" + i, "");
            if (!typed.isBlank()) {
                filters.put(i, typed);
            }
        }
        int[] view =
                rows.view(
                        new GalleryRows.Wanted(
                                asked.getOrDefault("search", ""),
                                filters,
                                sort,
                                asked.containsKey("descending")));
        int from = number(asked, "from", 0, Integer.MAX_VALUE);
        int count = number(asked, "count", 60, MAX_PAGE);
        ObjectNode page = JSON.createObjectNode().put("found", view.length);
        ArrayNode found = page.putArray("rows");
        for (int i = from; i < Math.min(view.length, (long) from + count); i++) {
            found.add(row(view[i]));
        }
        return page;
    }

    private ObjectNode groups(LookAlikes.State state) {
        ObjectNode json = JSON.createObjectNode();
        json.put("done", state.done()).put("all", state.all()).put("found", state.groups().size());
        ArrayNode groups = json.putArray("groups");
        for (List<Integer> group :
                state.groups().subList(0, Math.min(MAX_GROUPS, state.groups().size()))) {
            ObjectNode shown = groups.addObject().put("size", group.size());
            ArrayNode members = shown.putArray("rows");
            group.stream().limit(MAX_OF_A_GROUP).forEach(number -> members.add(row(number)));
        }
        return json;
    }

    private ObjectNode row(int number) {
        ObjectNode row = JSON.createObjectNode().put("row", number);
        ArrayNode values = row.putArray("cells");
        for (int column = 0; column < rows.columns().size(); column++) {
            values.add(cells.of(rows.value(number, column), rows.columns().get(column)));
        }
        return row;
    }

    private void cell(HttpExchange exchange, int row, int column, String what) throws IOException {
        if (row >= rows.size()
                || column >= rows.columns().size()
                || !(rows.value(row, column) instanceof MediaValue value)) {
            error(exchange, 404, "There is no image, audio, video, tensor or file in this cell");
            return;
        }
        try {
            switch (what) {
                case "preview" -> {
                    int side = number(parameters(exchange), "side", SMALL, MAX_SIDE);
                    Encoded preview = previews.of(value, Math.max(1, side));
                    exchange.getResponseHeaders().set("Cache-Control", "private, max-age=3600");
                    send(exchange, 200, preview.contentType(), preview.bytes());
                }
                case "content" -> content.send(exchange, value);
                default -> json(exchange, 200, JSON.valueToTree(details.of(value)));
            }
        } catch (MediaException e) {
            error(exchange, 422, e.code() + ": " + e.getMessage());
        } catch (InvalidReferenceException | IllegalArgumentException e) {
            error(exchange, 422, "" + e.getMessage());
        } catch (IOException e) {
            if (exchange.getResponseCode() >= 0) {
                throw e;
            }
            error(exchange, 502, "" + e.getMessage());
        }
    }

    private static int number(Map<String, String> asked, String name, int otherwise, int most) {
        String text = asked.get(name);
        if (text == null) {
            return Math.min(otherwise, most);
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is a number of at least 0");
        }
        return Math.min(most, Integer.parseInt(text));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> all = new HashMap<>();
        String text = exchange.getRequestURI().getRawQuery();
        for (String word : (text == null ? "" : text).split("&", -1)) {
            int equals = word.indexOf('=');
            all.put(
                    URLDecoder.decode(equals < 0 ? word : word.substring(0, equals), UTF_8),
                    equals < 0 ? "" : URLDecoder.decode(word.substring(equals + 1), UTF_8));
        }
        return all;
    }

    private static byte[] resource(String path) throws IOException {
        String name = path.isEmpty() ? "gallery.html" : path;
        try (InputStream in = GalleryRoutes.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static void error(HttpExchange exchange, int status, String message)
            throws IOException {
        json(exchange, status, JSON.createObjectNode().put("error", message));
    }

    private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
