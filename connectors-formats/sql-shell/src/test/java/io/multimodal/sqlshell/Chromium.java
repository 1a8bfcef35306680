// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** A browser without a window, which is driven by its DevTools protocol. Not thread-safe. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENING =
            Pattern.compile("DevTools listening on ws://([^/]+)/.*");
    private static final Map<String, Integer> KEYS =
            Map.of("Enter", 13, "Escape", 27, "ArrowLeft", 37, "ArrowRight", 39, "/", 191);

    private final Process process;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int calls;

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        this.socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(page, new Answers())
                        .get(20, TimeUnit.SECONDS);
    }

    /** The program of this machine; empty where there is none. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param folder for its profile
     */
    static Chromium start(Path program, Path folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder,
                                "about:blank")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                Thread rest = new Thread(() -> lines.lines().forEach(more -> {}));
                rest.setDaemon(true);
                rest.start();
                return new Chromium(process, page(listening.group(1)));
            }
        }
        throw new IOException(program + " has ended with " + process.waitFor());
    }

    private static URI page(String host) throws Exception {
        HttpRequest list =
                HttpRequest.newBuilder(URI.create("http://" + host + "/json/list")).build();
        while (true) {
            JsonNode pages =
                    JSON.readTree(
                            HttpClient.newHttpClient()
                                    .send(list, HttpResponse.BodyHandlers.ofString())
                                    .body());
            for (JsonNode page : pages) {
                if (page.get("type").asText().equals("page")) {
                    return URI.create(page.get("webSocketDebuggerUrl").asText());
                }
            }
            Thread.sleep(50);
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    answers.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = ++calls;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).get(20, TimeUnit.SECONDS);
        while (true) {
            JsonNode answer = answers.poll(30, TimeUnit.SECONDS);
            if (answer == null || answer.has("error")) {
                throw new IOException(method + ": " + answer);
            }
            if (answer.path("id").asInt() == id) {
                return answer.get("result");
            }
        }
    }

    /** Opens a page in a window of this size. */
    void open(URI page, int width, int height) throws Exception {
        resize(width, height);
        call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
    }

    void resize(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** Presses a key. */
    void press(String key) throws Exception {
        for (String type : new String[] {"keyDown", "keyUp"}) {
            ObjectNode event =
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("key", key)
                            .put("windowsVirtualKeyCode", KEYS.get(key));
            call("Input.dispatchKeyEvent", event);
        }
    }

    /** Types a text into what has the focus. */
    void type(String text) throws Exception {
        call("Input.insertText", JSON.createObjectNode().put("text", text));
    }

    /** What an expression of JavaScript is, as text. */
    String value(String expression) throws Exception {
        JsonNode result =
                call(
                        "Runtime.evaluate",
                        JSON.createObjectNode()
                                .put("expression", "String(" + expression + ")")
                                .put("returnByValue", true));
        return result.path("result").path("value").asText();
    }

    /** Waits until an expression is this text. */
    void await(String expression, String expected) throws Exception {
        String last = "";
        for (int i = 0; i < 300; i++) {
            last = value(expression);
            if (last.equals(expected)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("%s is '%s', not '%s'".formatted(expression, last, expected));
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
