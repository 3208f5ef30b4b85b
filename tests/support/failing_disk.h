// A file system that can be full or read-only, over the real one.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>

namespace sellerd::test {

class FailingDisk : public rocksdb::FileSystemWrapper {
 public:
  enum class Trouble { none, full, read_only };

  FailingDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "FailingDisk"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* context) override {
    // A full disk still makes names; it has no room for what is in the file.
    if (trouble == Trouble::read_only) return status();
    std::unique_ptr<rocksdb::FSWritableFile> file;
    const auto opened = FileSystemWrapper::NewWritableFile(name, options, &file, context);
    if (opened.ok()) *result = std::make_unique<File>(std::move(file), *this);
    return opened;
  }

  rocksdb::IOStatus status() const {
    switch (trouble.load()) {
      case Trouble::none:
        break;
      case Trouble::full:
        return rocksdb::IOStatus::NoSpace("No space left on device");
      case Trouble::read_only:
        return rocksdb::IOStatus::IOError("Read-only file system");
    }
    return rocksdb::IOStatus::OK();
  }

  std::atomic<Trouble> trouble{Trouble::none};

 private:
  class File : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    File(std::unique_ptr<rocksdb::FSWritableFile>&& file, const FailingDisk& disk)
        : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk) {}
    using FSWritableFileOwnerWrapper::Append;
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override {
      const auto status = disk_.status();
      return status.ok() ? FSWritableFileOwnerWrapper::Append(data, options, context) : status;
    }
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             const rocksdb::DataVerificationInfo& verification,
                             rocksdb::IODebugContext* context) override {
      const auto status = disk_.status();
      return status.ok() ? FSWritableFileOwnerWrapper::Append(data, options, verification, context) : status;
    }

   private:
    const FailingDisk& disk_;
  };
};

}  // namespace sellerd::test
