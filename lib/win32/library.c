// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * LoadLibrary and GetProcAddress: this library under the names of the
 * libraries of Windows whose functions it has.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "export.h"
#include "win32/lasterror.h"
#include "win32/unicode.h"
#include "win32/wide.h"

#define MAX_SYMBOL	128

/* Nothing is loaded or unloaded: who has this library has all of them. */
static const struct module {
	const char *name;
	bool has_ras;		/* the functions RasXxx, or all others */
} modules[] = {
	{ "rasapi32", true },
	{ "kernel32", false },
};

#define MODULES	(sizeof(modules) / sizeof(modules[0]))

static uint32_t lower(uint32_t code)
{
	return code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
}

static bool is_end(const void *text, enum rasx_width width)
{
	return !rasx_unicode_next(&text, width);
}

static bool is_called(const char *name, const void *text, enum rasx_width width)
{
	static const char extension[] = ".dll";

	while (*name)
		if (lower(rasx_unicode_next(&text, width)) != (unsigned char)*name++)
			return false;
	if (is_end(text, width))
		return true;
	for (const char *rest = extension; *rest; rest++)
		if (lower(rasx_unicode_next(&text, width)) != (unsigned char)*rest)
			return false;
	return is_end(text, width);
}

/* The name behind the folder, which is not looked at. */
static const void *base_name(const void *text, enum rasx_width width)
{
	const void *base = text;
	uint32_t code;

	while ((code = rasx_unicode_next(&text, width)) != 0)
		if (code == '\\' || code == '/')
			base = text;
	return base;
}

static HMODULE find_module(const void *text, enum rasx_width width)
{
	const void *base;

	if (!text) {
		SetLastError(ERROR_INVALID_PARAMETER);
		return NULL;
	}
	base = base_name(text, width);
	for (size_t i = 0; i < MODULES; i++)
		if (is_called(modules[i].name, base, width))
			return (HMODULE)&modules[i];
	SetLastError(ERROR_MOD_NOT_FOUND);
	return NULL;
}

RASX_API HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName)
{
	return find_module(lpLibFileName, RASX_UTF8);
}

RASX_API HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName)
{
	return find_module(lpLibFileName, RASX_UTF32);
}

RASX_API HMODULE WINAPI LoadLibraryW_u16(const char16_t *lpLibFileName)
{
	return find_module(lpLibFileName, RASX_UTF16);
}

RASX_API HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE hFile,
				       DWORD dwFlags)
{
	(void)hFile;
	(void)dwFlags;
	return find_module(lpLibFileName, RASX_UTF8);
}

RASX_API HMODULE WINAPI LoadLibraryExW(LPCWSTR lpLibFileName, HANDLE hFile,
				       DWORD dwFlags)
{
	(void)hFile;
	(void)dwFlags;
	return find_module(lpLibFileName, RASX_UTF32);
}

RASX_API HMODULE WINAPI LoadLibraryExW_u16(const char16_t *lpLibFileName,
					   HANDLE hFile, DWORD dwFlags)
{
	(void)hFile;
	(void)dwFlags;
	return find_module(lpLibFileName, RASX_UTF16);
}

RASX_API HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName)
{
	return find_module(lpModuleName, RASX_UTF8);
}

RASX_API HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName)
{
	return find_module(lpModuleName, RASX_UTF32);
}

RASX_API HMODULE WINAPI GetModuleHandleW_u16(const char16_t *lpModuleName)
{
	return find_module(lpModuleName, RASX_UTF16);
}

static const struct module *to_module(HMODULE handle)
{
	for (size_t i = 0; i < MODULES; i++)
		if ((const void *)handle == &modules[i])
			return &modules[i];
	return NULL;
}

RASX_API BOOL WINAPI FreeLibrary(HMODULE hLibModule)
{
	return to_module(hLibModule) ? TRUE : rasx_fail(ERROR_INVALID_HANDLE);
}

/* In this library alone, not in those it is linked with. */
static void *find_symbol(const char *name)
{
	Dl_info own, found;
	void *handle, *symbol;

	if (!dladdr((void *)modules, &own))
		return NULL;
	handle = dlopen(own.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
	if (!handle)
		return NULL;
	symbol = dlsym(handle, name);
	dlclose(handle);
	if (symbol && dladdr(symbol, &found) && found.dli_fbase == own.dli_fbase)
		return symbol;
	return NULL;
}

static bool belongs_to(const struct module *module, const char *name)
{
	/* What Windows has not got, or in its C library. */
	if (name[0] == '_' || !strncmp(name, "rasnotify", strlen("rasnotify")))
		return false;
	return !strncmp(name, "Ras", strlen("Ras")) == module->has_ras;
}

static FARPROC fail_proc(DWORD error)
{
	SetLastError(error);
	return NULL;
}

/* The suffix is that of the caller's kind of wchar_t, or "". */
static FARPROC get_proc(HMODULE handle, LPCSTR name, const char *suffix)
{
	const struct module *module = to_module(handle);
	char with_suffix[MAX_SYMBOL];
	void *symbol;

	if (!module)
		return fail_proc(ERROR_INVALID_HANDLE);
	/* Below: ordinals, which have no meaning here. */
	if ((UINT_PTR)name <= 0xFFFF || strlen(name) >= MAX_SYMBOL - 8 ||
	    strstr(name, "_u16") || !belongs_to(module, name))
		return fail_proc(ERROR_PROC_NOT_FOUND);
	snprintf(with_suffix, sizeof(with_suffix), "%s%s", name, suffix);
	symbol = find_symbol(with_suffix);
	if (!symbol)
		symbol = find_symbol(name);
	return symbol ? (FARPROC)symbol : fail_proc(ERROR_PROC_NOT_FOUND);
}

RASX_API FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName)
{
	return get_proc(hModule, lpProcName, "");
}

RASX_API FARPROC WINAPI GetProcAddress_u16(HMODULE hModule, LPCSTR lpProcName)
{
	return get_proc(hModule, lpProcName, "_u16");
}
