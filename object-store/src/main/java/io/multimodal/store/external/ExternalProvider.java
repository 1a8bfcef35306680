// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.Set;

/**
 * Opens sources of some schemes. A third party brings one in its own jar, in {@code lib/} or in
 * that of a job, and names it in {@code
 * META-INF/services/io.multimodal.store.external.ExternalProvider}; it has a public constructor
 * without parameters. The class must load without the libraries that its sources need. Thread-safe.
 *
 * <p>What a URI means is not up to the provider. It is parsed here ({@link ExternalUri}), compared
 * with the configured prefixes part by part, and only then given to a source, so that a source
 * never sees a URI with a way out of its prefix. The version of an object, too, is compared here.
 * The contract suite {@code io.multimodal.store.testkit.ExternalSourceContract}, in the test jar of
 * this module, checks an implementation.
 */
@Public
public interface ExternalProvider {
    /** The schemes that it reads, in lower case. Built-in schemes stay built in. */
    Set<String> schemes();

    /**
     * Which form the URIs of a scheme have.
     *
     * <p>0, the default and the strictest: {@code scheme://name/segments}, where the name (perhaps
     * none) has lower-case letters, digits, dots, hyphens and underscores alone, and there is
     * neither a port nor a query. Segments are compared decoded.
     *
     * <p>A port from 1 to 65,535: as {@code http}, with a host, a port (this one if there is none),
     * and perhaps a query. The last segment may be empty, and a redirection may lead to another
     * prefix.
     *
     * <p>In both forms user information, fragments, empty segments, dot segments and encoded
     * separators are refused.
     */
    default int defaultPort(String scheme) {
        return 0;
    }

    /**
     * A source for the objects under a prefix. May block. It is opened when the first object under
     * the prefix is read; the caller closes it, with the runtime of the stores.
     *
     * @param prefix as it is configured; of a scheme of this provider
     * @param allowed all prefixes, for a source that is led elsewhere
     * @throws RefusedException if the prefix has an option that this source does not know
     */
    ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) throws StoreException;
}
