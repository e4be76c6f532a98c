// SPDX-License-Identifier: GPL-2.0
/* A watcher as it is written today: owned handles, a thread, a callback. */
#define NOMINMAX
#define _WIN32_WINNT _WIN32_WINNT_WIN7
#include <Windows.h>
#include <ras.h>
#include <raserror.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <iostream>
#include <locale>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

class RasError : public std::runtime_error {
public:
	RasError(DWORD code, const char *what)
		: std::runtime_error(what), m_code(code) {}
	HRESULT Result() const noexcept { return HRESULT_FROM_WIN32(m_code); }
private:
	DWORD m_code;
};

struct HandleCloser {
	typedef HANDLE pointer;
	void operator()(HANDLE h) const { if (h != nullptr) ::CloseHandle(h); }
};
using UniqueHandle = std::unique_ptr<HANDLE, HandleCloser>;

const HRASCONN kAll = static_cast<HRASCONN>(INVALID_HANDLE_VALUE);
constexpr DWORD kFlags = RASCN_Connection | RASCN_Disconnection;

template <typename T> struct Sized : T {
	Sized() : T() { this->dwSize = sizeof(T); }
};

std::vector<RASCONN> Connections()
{
	std::vector<RASCONN> list(1);
	for (;;) {
		DWORD cb = static_cast<DWORD>(list.size() * sizeof(RASCONN)), n = 0;
		list[0].dwSize = sizeof(RASCONN);
		const DWORD ret = ::RasEnumConnections(list.data(), &cb, &n);
		if (ret == ERROR_SUCCESS) {
			list.resize(n);
			return list;
		}
		if (ret != ERROR_BUFFER_TOO_SMALL)
			throw RasError(ret, "RasEnumConnections");
		list.resize(std::max<size_t>(n, 1));
	}
}

class Watcher {
public:
	explicit Watcher(std::function<void()> f)
		: m_event(::CreateEvent(nullptr, FALSE, FALSE, nullptr)),
		  m_stop(::CreateEventEx(nullptr, nullptr, CREATE_EVENT_MANUAL_RESET,
					 EVENT_ALL_ACCESS)), m_call(std::move(f))
	{
		const DWORD ret = ::RasConnectionNotification(kAll, m_event.get(), kFlags);
		if (ret != ERROR_SUCCESS)
			throw RasError(ret, "RasConnectionNotification");
		m_thread = std::thread([this] { Run(); });
	}
	~Watcher() { ::SetEvent(m_stop.get()); m_thread.join(); }
	Watcher(const Watcher &) = delete;
	Watcher &operator=(const Watcher &) = delete;
	void Poke() { ::SetEvent(m_event.get()); }
private:
	void Run()
	{
		const HANDLE handles[] = { m_stop.get(), m_event.get() };
		for (;;) {
			switch (::WaitForMultipleObjects(ARRAYSIZE(handles), handles,
							 FALSE, INFINITE)) {
			case WAIT_OBJECT_0 + 1: m_call(); break;
			default: return;
			}
		}
	}
	UniqueHandle m_event, m_stop;
	std::function<void()> m_call;
	std::thread m_thread;
};

}

int main()
{
	std::atomic<int> calls{0};
	try {
		Watcher watcher([&calls] { ++calls; });
		watcher.Poke();
		while (!calls)
			std::this_thread::yield();
		for (const auto &c : Connections()) {
			Sized<RASCONNSTATUS> status;
			std::basic_string<TCHAR> name(c.szEntryName);
			if (::RasGetConnectStatus(c.hrasconn, &status) == ERROR_SUCCESS &&
			    status.rasconnstate == RASCS_Connected && c.guidEntry != GUID())
				std::cout << name.size() << '\n';
		}
		const RASDIALFUNC f = [](UINT, RASCONNSTATE, DWORD) {};
		Sized<RASDIALPARAMS> params;
		HRASCONN h{};
		if (::RasDial(nullptr, nullptr, &params, 0, reinterpret_cast<LPVOID>(f),
			      &h) == ERROR_SUCCESS)
			return 2;
	} catch (const RasError &e) {
		return FAILED(e.Result()) ? 3 : 4;
	}
	return 0;
}
