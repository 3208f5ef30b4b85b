// An HTTPS server on loopback with a certificate made on the spot, of whatever kind the test wants. Blocking,
// on a thread of its own.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl.hpp>
#include <fstream>
#include <memory>

#include "tests/support/canned_server.h"
#include "tests/support/temporary_directory.h"

namespace sellerd::test {

// A self-signed one, so that whoever trusts it trusts this server.
struct CertificateWish {
  std::string name = "localhost";
  long from_seconds = -3'600;  // from now
  long to_seconds = 3'600;
};

class TlsServer {
 public:
  using Stream = boost::asio::ssl::stream<CannedServer::Socket&>;

  // `handler` gets every connection whose handshake succeeds.
  TlsServer(const CertificateWish& wish, std::function<void(Stream&)> handler)
      : handler_(std::move(handler)) {
    make_certificate(wish);
    context_.use_certificate_file(certificate(), boost::asio::ssl::context::pem);
    context_.use_private_key_file(file("key"), boost::asio::ssl::context::pem);
    server_ = std::make_unique<CannedServer>([this](auto& socket) {
      Stream stream(socket, context_);
      stream.handshake(boost::asio::ssl::stream_base::server);
      ++handshakes_;
      handler_(stream);
    });
  }

  // As localhost: certificates are for names.
  std::string url() const { return "https://localhost:" + std::to_string(server_->port()); }
  std::string certificate() const { return file("certificate"); }
  int handshakes() const { return handshakes_; }

 private:
  std::string file(const char* name) const { return (directory_.path() / name).string(); }

  void make_certificate(const CertificateWish& wish) const {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), wish.from_seconds);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), wish.to_seconds);
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(wish.name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), subject);
    X509_set_pubkey(made.get(), key.get());
    const std::string names = "DNS:" + wish.name;
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()), X509_EXTENSION_free);
    X509_add_ext(made.get(), extension.get(), -1);
    if (X509_sign(made.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("no certificate");
    write(certificate(), [&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); });
    write(file("key"), [&](BIO* bio) {
      return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }

  template <class Write>
  static void write(const std::string& path, Write put) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_file(path.c_str(), "w"), BIO_free);
    if (bio == nullptr || put(bio.get()) != 1) throw std::runtime_error("cannot write " + path);
  }

  TemporaryDirectory directory_;
  std::function<void(Stream&)> handler_;
  boost::asio::ssl::context context_{boost::asio::ssl::context::tls_server};
  std::atomic<int> handshakes_{0};
  std::unique_ptr<CannedServer> server_;
};

}  // namespace sellerd::test
