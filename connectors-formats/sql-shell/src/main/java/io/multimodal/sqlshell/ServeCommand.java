// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.remote.ApiKeyFile;
import io.multimodal.models.service.ModelService;
import io.multimodal.models.service.ServiceLimits;
import io.multimodal.models.service.ServiceModel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs models for others: {@code bin/serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs models for others, over HTTP by the Open Inference Protocol, version 2. It takes references and reads the media from the store itself.",
        footer = {
            "",
            "bin/serve \"CREATE MODEL m INPUT (img IMAGE) OUTPUT (v ARRAY<FLOAT>) WITH ('provider' = 'onnx', …)\"",
            "bin/serve --catalog file:///my/catalog m"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Parameters(
            paramLabel = "MODEL",
            arity = "1..*",
            description =
                    "A model: its statement CREATE MODEL, or its name in the catalog, with its database before it where that is not 'default'.")
    private List<String> models;

    @Option(
            names = "--catalog",
            paramLabel = "URI",
            description =
                    "Where the catalog is that has the models: file:///folder or s3://bucket/folder.")
    private String catalog;

    @Option(
            names = "--host",
            defaultValue = "localhost",
            description =
                    "The address to listen at; other machines reach 0.0.0.0. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8000",
            description = "Default: ${DEFAULT-VALUE}; 0 takes a free one.")
    private int port;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "A file with the key that clients send as a bearer token; only its owner may access it (chmod 600).")
    private Path keyFile;

    @Option(
            names = "--no-key",
            description = "Listen at an address that other machines reach without a key.")
    private boolean noKey;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of Flink, such as -Dmultimodal.stores.default.uri=file:///store.")
    private Map<String, String> options = new HashMap<>();

    @Option(
            names = "--max-request-bytes",
            defaultValue = "8388608",
            description = "The most bytes of a request. Default: ${DEFAULT-VALUE}.")
    private int maxRequestBytes;

    @Option(
            names = "--max-rows",
            defaultValue = "1024",
            description = "The most rows of a request. Default: ${DEFAULT-VALUE}.")
    private int maxRows;

    @Option(
            names = "--max-in-flight",
            defaultValue = "64",
            description = "How many requests are computed at a time. Default: ${DEFAULT-VALUE}.")
    private int maxInFlight;

    @Option(
            names = "--max-waiting",
            defaultValue = "64",
            description =
                    "How many more requests wait; the next one is answered with 429. Default: ${DEFAULT-VALUE}.")
    private int maxWaiting;

    @Option(
            names = "--max-connections",
            defaultValue = "128",
            description =
                    "The most connections, each of which may have a thread. Default: ${DEFAULT-VALUE}.")
    private int maxConnections;

    @Option(
            names = "--max-request-seconds",
            defaultValue = "30",
            description =
                    "How long a client may take to send a request. Default: ${DEFAULT-VALUE}.")
    private int maxRequestSeconds;

    @Option(
            names = "--drain-seconds",
            defaultValue = "30",
            description =
                    "How long requests that run may take after a SIGTERM. Default: ${DEFAULT-VALUE}.")
    private int drainSeconds;

    public static void main(String[] arguments) {
        int status =
                new CommandLine(new ServeCommand())
                        .setExecutionExceptionHandler(
                                (failure, line, parsed) -> {
                                    LOG.debug("The service has not started", failure);
                                    line.getErr().println("serve: " + Sentences.of(failure));
                                    return 1;
                                })
                        .execute(arguments);
        // Native libraries may have threads of their own.
        System.exit(status);
    }

    @Override
    public Integer call() throws Exception {
        InetAddress address = InetAddress.getByName(host);
        if (!address.isLoopbackAddress() && keyFile == null && !noKey) {
            throw new IllegalArgumentException(
                    "Other machines reach "
                            + host
                            + ", and anybody there could use the models and read what the store has; set --key-file, or say --no-key");
        }
        ApiKey key = keyFile == null ? ApiKey.NONE : ApiKeyFile.only(keyFile);
        ServiceLimits limits =
                new ServiceLimits(
                        maxRequestBytes,
                        maxRows,
                        maxInFlight,
                        maxWaiting,
                        maxConnections,
                        maxRequestSeconds);
        Configuration flink = GlobalConfiguration.loadConfiguration();
        options.forEach(flink::setString);
        // First, so that the port is known to be free, and health can be asked for.
        ModelService service = start(new InetSocketAddress(address, port), key, limits);
        Thread drain = endAtSignal(service);
        List<ServiceModel> served;
        try {
            served = new ModelStatements(flink, catalog).models(models);
            service.serve(served);
        } catch (Exception e) {
            withdraw(drain);
            service.close();
            throw e;
        }
        System.out.printf(
                "Serving %s at http://%s:%d%n",
                String.join(", ", served.stream().map(ServiceModel::name).toList()),
                host,
                service.address().getPort());
        // The end is a signal.
        Thread.currentThread().join();
        return 0;
    }

    private static ModelService start(InetSocketAddress address, ApiKey key, ServiceLimits limits)
            throws IOException {
        try {
            return ModelService.start(address, key, limits);
        } catch (BindException e) {
            throw new IOException(
                    "Cannot listen at %s:%d: %s; name another port by --port"
                            .formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
    }

    private Thread endAtSignal(ModelService service) {
        Thread drain =
                new Thread(
                        () -> {
                            try {
                                boolean all = service.drain(Duration.ofSeconds(drainSeconds));
                                service.close();
                                // Java would say that a signal ended it.
                                Runtime.getRuntime().halt(all ? 0 : 1);
                            } catch (IOException | InterruptedException e) {
                                LOG.warn("The service did not end as it should", e);
                            }
                        },
                        "drain");
        Runtime.getRuntime().addShutdownHook(drain);
        return drain;
    }

    /** A service that has not started has nothing to drain, and its status is a failure. */
    private static void withdraw(Thread drain) {
        try {
            Runtime.getRuntime().removeShutdownHook(drain);
        } catch (IllegalStateException e) {
            LOG.debug("A signal ends the service while it starts", e);
        }
    }
}
