// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.annotation.Public;
import io.multimodal.store.CacheConfig;
import io.multimodal.store.StoreConfig;
import io.multimodal.types.failure.OnError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * The options {@code multimodal.*}: set with {@code SET} in SQL or in the cluster's configuration,
 * read once at planning.
 */
@Public
public final class MultimodalOptions {
    /** The store that new objects go to, by its name in {@code multimodal.stores}. */
    public static final ConfigOption<String> STORE =
            key("multimodal.store")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Name of the store that new objects go to. It may be omitted if only one store is configured.");

    /** The stores by name: {@code multimodal.stores.<name>.uri}. */
    public static final ConfigOption<Map<String, String>> STORES =
            key("multimodal.stores")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "The stores: multimodal.stores.<name>.uri is a URI such as file:///data/media or s3://bucket/prefix.");

    /** How many bytes of objects each process keeps in memory. */
    public static final ConfigOption<MemorySize> STORE_CACHE_SIZE =
            key("multimodal.store.cache.size")
                    .memoryType()
                    .noDefaultValue()
                    .withDescription(
                            "How many bytes of objects each process keeps in memory. The default is an eighth of the heap, at most 256 MiB.");

    /** Where on a local disk each process keeps what it reads over a network. */
    public static final ConfigOption<String> STORE_CACHE_DISK_PATH =
            key("multimodal.store.cache.disk.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder on a local disk of each machine that caches objects which were read from stores in buckets. Without it, only memory is used.");

    /** How many bytes of that disk each process uses. */
    public static final ConfigOption<MemorySize> STORE_CACHE_DISK_SIZE =
            key("multimodal.store.cache.disk.size")
                    .memoryType()
                    .defaultValue(new MemorySize(CacheConfig.DEFAULT_DISK_BYTES))
                    .withDescription(
                            "How many bytes each process uses in the folder 'multimodal.store.cache.disk.path'.");

    /** The file of the keys that references are signed with. */
    public static final ConfigOption<String> STORE_SIGNING_KEYS =
            key("multimodal.store.signing-keys")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Path of the file with the keys that sign references on output and verify them on input, on every machine that reads or writes references. The file has a line for each key: its id in 2 hexadecimal digits, a space, and 64 hexadecimal digits. The first key signs, and all keys verify. Only its owner may access it (chmod 600), except that its group may read it. Without this option, references are not signed.");

    /** Whether unsigned references are refused. */
    public static final ConfigOption<Boolean> STORE_REQUIRE_SIGNATURES =
            key("multimodal.store.require-signatures")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether unsigned references to stored objects are refused on input. This has an effect only with multimodal.store.signing-keys. With false, references from the time before there were keys are accepted.");

    /** Whether jobs make roots in their stores. */
    public static final ConfigOption<Boolean> STORE_JOB_ROOTS =
            key("multimodal.store.job-roots")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether each job that is started in SQL makes a root in every configured store before it is submitted. What its state, its checkpoints and its savepoints refer to is kept until the roots are released. A program calls RootedJob.attach.");

    /** How long what a job wrote is kept when it has ended. */
    public static final ConfigOption<Duration> STORE_OUTPUT_RETENTION =
            key("multimodal.store.output-retention")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription(
                            "How long all that a job kept while it ran is kept when it has ended, for the references that it wrote into topics, tables and files, such as 8 d for a topic with a retention of seven days. The time is taken by the clock of the store. This needs multimodal.store.job-roots. With 0, nothing is kept for what the job wrote; nor is it for a query whose rows go to the client alone.");

    /** The places of external objects by name: {@code multimodal.external.<name>.prefix}. */
    public static final ConfigOption<Map<String, String>> EXTERNAL =
            key("multimodal.external")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "The places outside the stores where objects may be read: multimodal.external.<name>.prefix is file:///folder/, https://host/path/ (http:// too), https://*.example.org/ for all hosts of a domain and https://*/ for all hosts, whose addresses are public ones, or s3://bucket/path/ with the options of a store in S3, as in s3://bucket/path/?endpoint=http://host:9000&region=us-east-1. What lies under none of them is refused. A prefix covers whole segments of a path; of a web server it covers what the owner of the host's name puts there, and redirections are followed only to places under a prefix. Holds no credential.");

    /** The most encoded bytes of one object that is decoded whole. */
    public static final ConfigOption<MemorySize> LIMIT_BYTES =
            key("multimodal.limits.bytes")
                    .memoryType()
                    .defaultValue(new MemorySize(Limits.DEFAULT.maxBytes()))
                    .withDescription("The most encoded bytes of one object that is decoded whole.");

    /** The most pixels of one image or frame. */
    public static final ConfigOption<Long> LIMIT_PIXELS =
            key("multimodal.limits.pixels")
                    .longType()
                    .defaultValue(Limits.DEFAULT.maxPixels())
                    .withDescription("The most pixels of one image or frame, by its header.");

    /** The most memory that all decoders of one process hold together. */
    public static final ConfigOption<MemorySize> LIMIT_DECODE_MEMORY =
            key("multimodal.limits.decode-memory")
                    .memoryType()
                    .defaultValue(new MemorySize(Limits.DEFAULT.decodeMemoryBytes()))
                    .withDescription(
                            "The most memory that all decoders of one process hold together, for images, audio, videos and tensors of all jobs. Further decoders wait.");

    /** The longest that decoding one medium may take. */
    public static final ConfigOption<Duration> LIMIT_DECODE_TIME =
            key("multimodal.limits.decode-time")
                    .durationType()
                    .defaultValue(Duration.ofMillis(Limits.DEFAULT.decodeMillis()))
                    .withDescription(
                            "The longest that decoding one image, or one run of frames or samples, may take. Waiting for decode memory and reading bytes do not count.");

    /** The most decoded samples of one audio that are held at once. */
    public static final ConfigOption<MemorySize> LIMIT_SAMPLES =
            key("multimodal.limits.samples")
                    .memoryType()
                    .defaultValue(new MemorySize(Limits.DEFAULT.sampleBytes()))
                    .withDescription(
                            "The most bytes of decoded samples of one audio that are held at once, in memory and in temporary files: 4 bytes for each sample and channel. A longer audio is TOO_LARGE for AUDIO_TO_TENSOR and for all else that needs all of its samples.");

    /** What follows when a medium cannot be used. */
    public static final ConfigOption<OnError> ON_ERROR =
            key("multimodal.on-error")
                    .enumType(OnError.class)
                    .defaultValue(OnError.FAIL)
                    .withDescription(
                            "What happens when a medium cannot be used: fail stops the job, null continues with NULL, and dead-letter also records which object failed, where and why.");

    /** How many media may fail before the job stops. */
    public static final ConfigOption<Long> ON_ERROR_BUDGET =
            key("multimodal.on-error.budget")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "How many media may fail in each subtask of a function, source or model before the job stops, if multimodal.on-error is null or dead-letter. By default, any number may fail. TRY_ forms are not counted.");

    /** The keys of servers that run models. */
    public static final ConfigOption<String> MODEL_API_KEYS =
            key("multimodal.models.api-keys")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Path of the file with the keys of servers that run models, on every task manager. Each line has the beginning of the URLs that get the key, such as https://api.openai.com/v1, a space, and the key. Only its owner may access it (chmod 600), except that its group may read it.");

    private MultimodalOptions() {}

    /**
     * Resolves the options. On a cluster a store must be configured; in an embedded program the
     * folder {@code ~/.multimodal/store} is the default. Does not block.
     *
     * @param config of the session: a table environment's, or a factory context's
     * @throws ValidationException if no store is configured, an option has a wrong value, or a key
     *     is unknown
     */
    public static MultimodalConfig resolve(ReadableConfig config) {
        KnownOptions.check(config);
        return new MultimodalConfig(
                store(config),
                limits(config),
                config.get(ON_ERROR),
                config.getOptional(PipelineOptions.NAME).orElse(MultimodalConfig.UNNAMED_JOB),
                config.getOptional(ON_ERROR_BUDGET).orElse(Long.MAX_VALUE));
    }

    private static Limits limits(ReadableConfig config) {
        return new Limits(
                positive(LIMIT_BYTES, config.get(LIMIT_BYTES).getBytes()),
                positive(LIMIT_PIXELS, config.get(LIMIT_PIXELS)),
                positive(LIMIT_DECODE_MEMORY, config.get(LIMIT_DECODE_MEMORY).getBytes()),
                positive(LIMIT_DECODE_TIME, config.get(LIMIT_DECODE_TIME).toMillis()),
                positive(LIMIT_SAMPLES, config.get(LIMIT_SAMPLES).getBytes()));
    }

    private static long positive(ConfigOption<?> option, long value) {
        if (value <= 0) {
            throw new ValidationException(
                    "The option '" + option.key() + "' is at least 1, not " + value);
        }
        return value;
    }

    private static StoreConfig store(ReadableConfig config) {
        return stores(config)
                .withExternals(ExternalPlaces.read(config))
                .withSignatures(signatures(config));
    }

    private static StoreConfig.Signatures signatures(ReadableConfig config) {
        Optional<String> keys = config.getOptional(STORE_SIGNING_KEYS);
        if (keys.isEmpty() && config.getOptional(STORE_REQUIRE_SIGNATURES).orElse(false)) {
            throw new ValidationException(
                    "The option '%s' is true, and nothing can be verified without keys; set '%s' to the file that holds them"
                            .formatted(STORE_REQUIRE_SIGNATURES.key(), STORE_SIGNING_KEYS.key()));
        }
        return keys.map(
                        file ->
                                new StoreConfig.Signatures(
                                        file, config.get(STORE_REQUIRE_SIGNATURES)))
                .orElse(StoreConfig.Signatures.NONE);
    }

    private static StoreConfig stores(ReadableConfig config) {
        Map<String, String> uris = StoreUris.read(config);
        CacheConfig cache =
                new CacheConfig(
                        config.getOptional(STORE_CACHE_SIZE)
                                .map(MemorySize::getBytes)
                                .orElse(CacheConfig.BY_HEAP),
                        config.getOptional(STORE_CACHE_DISK_PATH).orElse(""),
                        config.get(STORE_CACHE_DISK_SIZE).getBytes());
        if (uris.isEmpty() && config.getOptional(STORE).isEmpty()) {
            return new StoreConfig(
                    Map.of("default", StoreUris.embeddedDefault(config)), "default", cache);
        }
        String name =
                config.getOptional(STORE)
                        .orElseGet(
                                () -> {
                                    if (uris.size() == 1) {
                                        return uris.keySet().iterator().next();
                                    }
                                    throw new ValidationException(
                                            "Several stores are configured, "
                                                    + uris.keySet()
                                                    + "; say with 'multimodal.store' which one new objects go to");
                                });
        if (!uris.containsKey(name)) {
            throw new ValidationException(
                    "The option 'multimodal.store' names the store '"
                            + name
                            + "', which is not configured; set 'multimodal.stores."
                            + name
                            + ".uri' or name one of "
                            + uris.keySet());
        }
        return new StoreConfig(new TreeMap<>(uris), name, cache);
    }
}
