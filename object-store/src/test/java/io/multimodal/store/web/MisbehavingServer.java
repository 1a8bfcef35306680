// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on the loopback address that answers each path as a test says, byte by byte. */
final class MisbehavingServer implements Closeable {
    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        /**
         * Writes whatever it likes; the connection is closed after it.
         *
         * @param number how many requests the path had before
         */
        void write(Socket socket, OutputStream out, int number)
                throws IOException, InterruptedException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Answers that never end wait for this. */
    final CountDownLatch closed = new CountDownLatch(1);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final ServerSocket server;

    MisbehavingServer() throws IOException {
        this(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
    }

    MisbehavingServer(ServerSocket server) {
        this.server = server;
        Thread acceptor = new Thread(this::accept, "misbehaving-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    int port() {
        return server.getLocalPort();
    }

    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Answers with a status line, headers and a body as they are given. */
    void answer(String path, String headers, byte[] body) {
        answer(path, (socket, out, number) -> send(out, headers, body));
    }

    static void send(OutputStream out, String headers, byte[] body) throws IOException {
        out.write(
                ("HTTP/1.1 " + headers.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n")
                        .getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "misbehaving-answer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            StringBuilder request = new StringBuilder(line);
            String header;
            while ((header = in.readLine()) != null && !header.isEmpty()) {
                request.append('\n').append(header);
            }
            requests.add(request.toString());
            String path = line.split(" ", 3)[1];
            int number = counts.merge(path, 1, Integer::sum) - 1;
            Answer answer = answers.get(path);
            if (answer == null) {
                send(socket.getOutputStream(), "404 Not Found\nContent-Length: 0", new byte[0]);
            } else {
                answer.write(socket, socket.getOutputStream(), number);
            }
        } catch (IOException | InterruptedException e) {
            // The client hung up.
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
