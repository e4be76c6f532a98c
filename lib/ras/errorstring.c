// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasGetErrorString. */
#include <string.h>

#include <ras.h>

#include "export.h"
#include "ras/errorstring.h"
#include "ras/text.h"
#include "ras/wide.h"

/*
 * Every code from RASBASE to RASBASEEND, in its order.  Codes of devices,
 * protocols and services that do not exist here share a text.
 */
static const struct {
	unsigned short first, last;
	const char *text;
} strings[] = {
	{ 600, 600, "The operation has not finished yet." },
	{ 601, 601, "This is not a handle of a port." },
	{ 602, 602, "The port is open already." },
	{ 603, 603, "The caller's buffer is too small." },
	{ 604, 604, "Wrong information was given." },
	{ 605, 605, "The properties of the port cannot be set." },
	{ 606, 606, "The port is not connected." },
	{ 607, 607, "The event is not valid." },
	{ 608, 608, "There is no such device." },
	{ 609, 609, "There is no such type of device." },
	{ 610, 610, "The buffer is not valid." },
	{ 611, 611, "The route is not available." },
	{ 612, 612, "The route is not allocated." },
	{ 613, 613, "The compression asked for is not valid." },
	{ 614, 614, "There are not enough buffers." },
	{ 615, 615, "The port was not found." },
	{ 616, 616, "A request is still being worked on." },
	{ 617, 617, "The connection is being ended already." },
	{ 618, 618, "The port is not open." },
	{ 619, 619, "The connection could not be made; the port is closed." },
	{ 620, 620, "There are no end points." },
	{ 621, 621, "The phone book cannot be opened." },
	{ 622, 622, "The phone book cannot be read." },
	{ 623, 623, "The phone book has no such entry." },
	{ 624, 624, "The phone book cannot be written." },
	{ 625, 625, "The phone book has wrong contents." },
	{ 626, 626, "A text could not be loaded." },
	{ 627, 627, "A key was not found." },
	{ 628, 628, "The connection was ended." },
	{ 629, 629, "The other end has ended the connection." },
	{ 630, 630, "The connection was ended by a failure of the hardware." },
	{ 631, 631, "The user has ended the connection." },
	{ 632, 632, "The size of the structure is wrong." },
	{ 633, 633, "The port is in use or not set up for dialling out." },
	{ 634, 634, "The computer could not be registered in the remote network." },
	{ 635, 635, "The error is not known." },
	{ 636, 636, "The device at the port is not the one expected." },
	{ 637, 637, "A text could not be understood." },
	{ 638, 638, "The time for the request is over." },
	{ 639, 644, "The remote network's NetBIOS has a problem." },
	{ 645, 645, "Authentication has failed for an internal reason." },
	{ 646, 646, "The account may not be used at this time." },
	{ 647, 647, "The account is disabled." },
	{ 648, 648, "The password has expired." },
	{ 649, 649, "The account may not dial in." },
	{ 650, 650, "The server does not answer." },
	{ 651, 651, "The device has reported an error." },
	{ 652, 652, "The device's answer was not understood." },
	{ 653, 657, "The description of the device lacks a macro or a file." },
	{ 658, 658, "The name of the device is too long." },
	{ 659, 659, "The name of the device was not found." },
	{ 660, 662, "The description of the device lacks an answer or a command." },
	{ 663, 663, "The type of the device is not known." },
	{ 664, 664, "Memory could not be allocated." },
	{ 665, 665, "The port is not set up for this use." },
	{ 666, 666, "The device is not ready." },
	{ 667, 667, "The description of the device cannot be read." },
	{ 668, 668, "There is no connection." },
	{ 669, 675, "The description of the device has a wrong entry." },
	{ 676, 676, "The line is busy." },
	{ 677, 677, "A person has answered the call." },
	{ 678, 678, "Nobody answers." },
	{ 679, 679, "There is no carrier." },
	{ 680, 680, "There is no dial tone." },
	{ 681, 681, "The device has reported an error in a command." },
	{ 682, 690, "The description of the device cannot be written or is empty." },
	{ 691, 691, "Access was refused: user name or password is not accepted." },
	{ 692, 692, "The port or the device has failed." },
	{ 693, 694, "The description of the device cannot be used." },
	{ 695, 695, "The state machines have not been started." },
	{ 696, 696, "The state machines have been started already." },
	{ 697, 698, "The device's answers cannot be made sense of." },
	{ 699, 699, "The device's answer was too long." },
	{ 700, 700, "The command is too long for the device." },
	{ 701, 701, "The device does not have that speed." },
	{ 702, 702, "The device gave an answer when none was expected." },
	{ 703, 703, "The connection needs input of the user, which the program does not allow." },
	{ 704, 704, "The number to be called back is not valid." },
	{ 705, 705, "Authentication is in a state where this is not possible." },
	{ 706, 706, "The description of the device cannot be written." },
	{ 707, 707, "The X.25 network has reported a diagnosis." },
	{ 708, 708, "The account has expired." },
	{ 709, 709, "The password could not be changed." },
	{ 710, 710, "The device lost data that came too fast." },
	{ 711, 711, "The RAS service is not available." },
	{ 712, 712, "The port is in use for a call to this computer." },
	{ 713, 714, "There is no free ISDN channel." },
	{ 715, 715, "The line has too many errors." },
	{ 716, 716, "The settings for IP cannot be used." },
	{ 717, 717, "There are no free IP addresses." },
	{ 718, 718, "The other end did not answer in time while PPP was negotiated." },
	{ 719, 719, "The other end has ended PPP." },
	{ 720, 720, "No PPP network protocol is set up or both ends could agree on." },
	{ 721, 721, "The other end does not speak PPP." },
	{ 722, 722, "A PPP packet is not valid." },
	{ 723, 723, "The phone number is too long." },
	{ 724, 726, "IPX cannot be used for this." },
	{ 727, 727, "The settings for TCP/IP cannot be read." },
	{ 728, 728, "There is no IP interface for the connection." },
	{ 729, 729, "SLIP needs IP." },
	{ 730, 730, "The negotiation of the network protocols has not finished." },
	{ 731, 731, "The protocol is not set up." },
	{ 732, 732, "The two ends could not agree on PPP options." },
	{ 733, 733, "The other end does not have that PPP protocol." },
	{ 734, 734, "PPP's link control protocol was ended." },
	{ 735, 735, "The other end does not accept the address asked for." },
	{ 736, 736, "PPP's network control protocol was ended." },
	{ 737, 737, "The line is a loop: PPP hears itself." },
	{ 738, 738, "The other end gave no address." },
	{ 739, 739, "The log-on credentials cannot be used for this connection." },
	{ 740, 740, "The telephony settings are wrong." },
	{ 741, 741, "This end does not have the encryption asked for." },
	{ 742, 742, "The other end does not have the encryption asked for." },
	{ 743, 743, "The other end insists on encryption." },
	{ 744, 744, "The IPX network number is not accepted." },
	{ 745, 748, "A component of the RAS service has failed." },
	{ 749, 749, "The phone number is not valid." },
	{ 750, 750, "The component is not the right one." },
	{ 751, 751, "The number to be called back has wrong characters." },
	{ 752, 752, "The script has an error." },
	{ 753, 753, "The connection could not be ended." },
	{ 754, 754, "The multilink bundle was not found." },
	{ 755, 755, "The entry has a dialler of its own that cannot be used here." },
	{ 756, 756, "The connection is being dialled already." },
	{ 757, 757, "Dialling on demand is not available." },
	{ 758, 763, "The connection cannot be shared." },
	{ 764, 764, "There is no reader for smart cards." },
	{ 765, 765, "The address for sharing is in use." },
	{ 766, 766, "No certificate was found." },
	{ 767, 767, "Sharing needs an interface with one address." },
	{ 768, 768, "The data could not be encrypted." },
	{ 769, 769, "The destination cannot be reached." },
	{ 770, 770, "The other end has refused the call." },
	{ 771, 771, "The network is congested." },
	{ 772, 772, "The other end is of a type that does not fit." },
	{ 773, 773, "The number has changed." },
	{ 774, 774, "The call has failed for now." },
	{ 775, 775, "The call is blocked." },
	{ 776, 776, "The other end does not want to be called." },
	{ 777, 777, "The other end is out of order." },
	{ 778, 778, "The server could not prove who it is." },
	{ 779, 779, "The connection needs a smart card." },
	{ 780, 780, "This cannot be done with the entry." },
	{ 781, 781, "No certificate for encryption was found." },
	{ 782, 783, "The connection cannot be shared." },
	{ 784, 785, "The connection cannot be used at log-on." },
	{ 786, 793, "The negotiation of IPsec has failed." },
	{ 794, 796, "The server's answer asks for a service that is not known." },
	{ 797, 797, "The device for the connection was not found." },
	{ 798, 798, "No certificate for EAP was found." },
	{ 799, 799, "The address for sharing is in use." },
	{ 800, 800, "The tunnel could not be made." },
	{ 801, 801, "The server's certificate is not accepted." },
	{ 802, 802, "The smart card cannot be read." },
	{ 803, 805, "The settings of EAP are wrong." },
	{ 806, 806, "The tunnel's data does not come through." },
	{ 807, 807, "The tunnel was interrupted." },
	{ 808, 808, "The server has refused the tunnel." },
	{ 809, 809, "The server of the tunnel does not answer." },
	{ 810, 811, "The tunnel's certificate or key is not accepted." },
	{ 812, 812, "A rule of the server forbids the connection." },
	{ 813, 813, "Another broadband connection is active on the device." },
	{ 814, 814, "There is no network interface for the broadband connection." },
	{ 815, 815, "The broadband server does not answer." },
	{ 816, 816, "The feature asked for is not there any more." },
	{ 817, 817, "The entry cannot be deleted while it is connected." },
	{ 818, 822, "Network access protection is not available." },
	{ 823, 824, "EAP could not bind its keys to the tunnel." },
	{ 825, 825, "The entry's type of tunnel is not valid." },
	{ 826, 826, "The credentials that were kept are not valid." },
	{ 827, 827, "The IPsec service is not available." },
	{ 828, 828, "The connection was idle for too long." },
	{ 829, 829, "The link has failed." },
	{ 830, 831, "The connection was ended because the user has left." },
	{ 832, 833, "The connection was ended because the system went to sleep." },
	{ 834, 834, "The RAS service has stopped." },
	{ 835, 835, "The server's certificate is not valid." },
	{ 836, 836, "Network access protection is not available." },
	{ 837, 837, "The number of the tunnel is not valid." },
	{ 838, 838, "The connection is being updated already." },
	{ 839, 844, "The IKEv2 tunnel cannot be made or moved." },
	{ 845, 845, "The server has refused a part of the authentication." },
	{ 846, 846, "The preferences are not valid." },
	{ 847, 847, "The credentials that were kept are not valid." },
	{ 848, 848, "The settings of the SSTP tunnel cannot be stored." },
	{ 849, 867, "The EAP method, or a certificate it needs, cannot be used." },
	{ 868, 868, "The name of the server cannot be resolved." },
	{ 869, 869, "The password of the certificate is wrong." },
	{ 870, 870, "A tunnel with the same interface and key exists." },
};

const char *rasx_error_string(UINT code)
{
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		if (code >= strings[i].first && code <= strings[i].last)
			return strings[i].text;
	return NULL;
}

/* ASCII: as many characters in every width. */
static DWORD get_string(UINT code, void *to, DWORD count,
			enum rasx_width width)
{
	const char *text = rasx_error_string(code);

	if (!text || !to)
		return ERROR_INVALID_PARAMETER;
	if (strlen(text) >= count)
		return ERROR_INSUFFICIENT_BUFFER;
	rasx_text_put(to, count, width, text);
	return ERROR_SUCCESS;
}

RASX_API DWORD WINAPI RasGetErrorStringA(UINT uErrorValue,
					 LPSTR lpszErrorString, DWORD cBufSize)
{
	return get_string(uErrorValue, lpszErrorString, cBufSize, RASX_UTF8);
}

RASX_API DWORD WINAPI RasGetErrorStringW(UINT uErrorValue,
					 LPWSTR lpszErrorString,
					 DWORD cBufSize)
{
	return get_string(uErrorValue, lpszErrorString, cBufSize, RASX_UTF32);
}

RASX_API DWORD WINAPI RasGetErrorStringW_u16(UINT uErrorValue,
					     char16_t *lpszErrorString,
					     DWORD cBufSize)
{
	return get_string(uErrorValue, lpszErrorString, cBufSize, RASX_UTF16);
}
