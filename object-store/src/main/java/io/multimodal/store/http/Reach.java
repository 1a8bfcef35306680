// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

/** Which addresses a name may have, by how a prefix names its host. */
public enum Reach {
    /** The prefix names the address itself: it is reached, wherever it is. */
    ADDRESS,
    /** The prefix names the host: it may lie in a private network, but not be link-local. */
    HOST,
    /** The prefix has a wildcard: anybody may choose the host, so that it lies in the internet. */
    INTERNET
}
